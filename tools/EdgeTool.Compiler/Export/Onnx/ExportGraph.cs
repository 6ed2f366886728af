using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// The file being written, and what every value of the graph is called in it: as stored (integers, or reals without a quantization) and,
/// where quantized, as the reals that DequantizeLinear makes of it; either in both layouts. What is missing is made when first asked for.
/// </summary>
internal sealed class ExportGraph(OnnxFileWriter file, OnnxExportOptions options)
{
    private readonly Dictionary<(Value Value, bool IsReal, ExportLayout Layout), string> _names = [];
    private readonly Dictionary<Value, string> _plainNames = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _takenNames = new(StringComparer.Ordinal);

    public OnnxFileWriter File => file;

    /// <summary>Element type, scale and zero point that a value has in the file.</summary>
    public (ElementType Type, float Scale, int ZeroPoint) Quantization(Value value)
    {
        var isMoved = options.UnsignedActivations && value is { Type: ElementType.Int8, Scales.Length: 1, ChannelAxis: < 0 };
        var scale = value.Scales is [var only] ? only : 0;
        return isMoved ? (ElementType.UInt8, scale, value.ZeroPoint + 128) : (value.Type, scale, value.ZeroPoint);
    }

    /// <summary>Whether the value is integers that stand for reals.</summary>
    public static bool IsQuantized(Value value) => value.Scales.Length > 0 && value.Type != ElementType.Float32;

    /// <summary>Whether the value was written with the channels first.</summary>
    public bool IsChannelsFirst(Value value) =>
        _names.ContainsKey((value, false, ExportLayout.ChannelsFirst)) || _names.ContainsKey((value, true, ExportLayout.ChannelsFirst));

    /// <summary>The layout in which a function of each element is computed: channels first where an operand is.</summary>
    public ExportLayout LayoutOf(Node node)
    {
        var computed = node.Inputs.OfType<Value>().Where(v => !v.IsConstant).ToList();
        var isPlane = computed.Count > 0 && node.Outputs.Concat(computed).All(v => v.Shape.Rank == 4);
        return new ExportLayout(isPlane && computed.Exists(IsChannelsFirst));
    }

    /// <summary>Name of the value as stored.</summary>
    public string Stored(Value value, ExportLayout layout = default)
    {
        if (_names.TryGetValue((value, false, layout), out var known))
        {
            return known;
        }

        if (value.IsConstant)
        {
            return _names[(value, false, layout)] = Constant(value, layout);
        }

        var other = new ExportLayout(!layout.IsChannelsFirst);
        if (!_names.TryGetValue((value, false, other), out var source))
        {
            throw new ImportException($"'{value.Name}' is read before it is written.");
        }

        return Moved(value, source, layout);
    }

    /// <summary>Name of the value as reals.</summary>
    public string Real(Value value, ExportLayout layout = default)
    {
        if (!IsQuantized(value))
        {
            return Stored(value, layout);
        }

        if (_names.TryGetValue((value, true, layout), out var known))
        {
            return known;
        }

        var (type, scale, zeroPoint) = Quantization(value);
        return _names[(value, true, layout)] = DequantizeOf(Stored(value, layout), NameOf(value, true, layout), type, [scale], zeroPoint, -1);
    }

    /// <summary>Reals of a constant that lies along an axis, or of a bias in steps of the product of two scales.</summary>
    public string DequantizeOf(string stored, string name, ElementType type, ReadOnlySpan<float> scales, int zeroPoint, int axis)
    {
        int[] dimensions = scales.Length == 1 && axis < 0 ? [] : [scales.Length];
        string[] inputs = [stored, file.Constant($"{name}/scale", dimensions, scales), ZeroPoints(name, type, zeroPoint, dimensions)];
        return axis < 0
            ? Emit("DequantizeLinear", name, inputs)
            : Emit("DequantizeLinear", name, inputs, ExportAttribute.Int("axis", axis));
    }

    /// <summary>Adds an operator of one result and returns the result's name.</summary>
    public string Emit(string type, string name, string[] inputs, params ReadOnlySpan<WireWriter> attributes)
    {
        var output = file.Unique(name);
        file.Node(type, output, inputs, [output], attributes);
        return output;
    }

    /// <summary>Says what a tensor of the file is: the value as stored.</summary>
    public void SetStored(Value value, string name, ExportLayout layout = default) => _names[(value, false, layout)] = name;

    /// <summary>Says what a tensor of the file is: the value's reals, not quantized yet.</summary>
    public void SetReal(Value value, string name, ExportLayout layout = default)
    {
        if (!IsQuantized(value))
        {
            SetStored(value, name, layout);
            return;
        }

        var (type, scale, zeroPoint) = Quantization(value);
        if (type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int16) || value.ChannelAxis >= 0)
        {
            throw new UnsupportedException($"writes '{value.Name}', quantized {type}", "use one scale and 8 or 16 bits for activations");
        }

        var quantized = NameOf(value, false, layout);
        SetStored(value, Emit("QuantizeLinear", quantized, [name, file.Constant($"{quantized}/scale", [], scale), ZeroPoints(quantized, type, zeroPoint, [])]), layout);
    }

    /// <summary>What the result of a value's operator is called: as stored, or the reals that will be quantized.</summary>
    public string NameOf(Value value, ExportLayout layout = default) => NameOf(value, IsQuantized(value), layout);

    /// <summary>The value's own name; that of another value of the same name is numbered.</summary>
    public string PlainName(Value value)
    {
        if (!_plainNames.TryGetValue(value, out var name))
        {
            name = value.Name.Length > 0 ? value.Name : "tensor";
            for (var i = 2; !_takenNames.Add(name); i++)
            {
                name = $"{value.Name}#{i}";
            }

            _plainNames[value] = name;
        }

        return name;
    }

    private string NameOf(Value value, bool isReal, ExportLayout layout) =>
        PlainName(value) + (layout.IsChannelsFirst ? "/nchw" : "") + (isReal ? "/real" : "");

    /// <summary>Written even where all are 0, which may be left out: ONNX Runtime computes some operators on integers only then.</summary>
    private string ZeroPoints(string name, ElementType type, int zeroPoint, ReadOnlySpan<int> dimensions)
    {
        var (count, elements) = (dimensions.Length == 0 ? 1 : dimensions[0], new byte[type.SizeBytes()]);
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = (byte)(zeroPoint >> (8 * i));
        }

        return file.Constant($"{name}/zero", type, dimensions, [.. Enumerable.Repeat(elements, count).SelectMany(e => e)]);
    }

    /// <summary>The same elements in the other layout; where one of channels and image is a single element they stay in place.</summary>
    private string Moved(Value value, string source, ExportLayout layout)
    {
        var (shape, name) = (value.Shape, NameOf(value, false, layout));
        return _names[(value, false, layout)] = shape[3] == 1 || shape.Product(1, 3) == 1
            ? Emit("Reshape", name, [source, file.Constant($"{name}/shape", [4], Array.ConvertAll(layout.Dimensions(shape), d => (long)d).AsSpan())])
            : Emit("Transpose", name, [source], ExportAttribute.Ints("perm", layout.FromOther));
    }

    private string Constant(Value value, ExportLayout layout)
    {
        var (elements, type) = (value.Constant!, Quantization(value).Type);
        if (type != value.Type)
        {
            elements = Array.ConvertAll(elements, b => (byte)(b ^ 0x80));
        }

        // Broadcasting aligns the last axes: with channels first there must be four.
        int[] dimensions = layout.IsChannelsFirst && value.Shape.Rank > 0
            ? [.. Enumerable.Repeat(1, 4 - value.Shape.Rank), .. value.Shape.Span]
            : value.Shape.Span.ToArray();
        if (layout.IsChannelsFirst && dimensions.Length == 4)
        {
            (dimensions, elements) = ConstantLayout.Permuted(elements, dimensions, type.SizeBytes(), layout.FromOther);
        }

        return file.Constant(NameOf(value, false, layout), type, dimensions, elements);
    }
}
