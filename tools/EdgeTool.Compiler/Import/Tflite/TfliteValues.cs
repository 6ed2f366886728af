using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// The values of one subgraph, made when first mentioned: what a tensor means to us, or why it cannot be held.
/// Constants that share a buffer share its bytes.
/// </summary>
internal sealed class TfliteValues(TfliteModel model, TfliteSubgraph subgraph, IReadOnlyDictionary<int, Value> variables)
{
    /// <summary>Expanded weights, in proportion to the file: no honest model holds the same weights many times.</summary>
    private const int ExpansionLimit = 10;

    private readonly Value?[] _values = new Value?[subgraph.Tensors.Count];
    private readonly Value?[] _floats = new Value?[subgraph.Tensors.Count];
    private readonly Dictionary<ReadOnlyMemory<byte>, byte[]> _copies = [];
    private long _budgetBytes = (model.SizeBytes * ExpansionLimit) + (1 << 20);

    /// <summary>The value of a tensor.</summary>
    /// <exception cref="UnsupportedException">No value can hold it.</exception>
    public Value Of(int tensor) =>
        variables.TryGetValue(tensor, out var variable) ? variable : _values[tensor] ??= Make(subgraph.Tensors[tensor]);

    /// <summary>A constant's real values, for operators that compute in float32 with weights stored in fewer bits.</summary>
    public Value FloatsOf(int tensor) => _floats[tensor] ??= new Value
    {
        Name = Of(tensor).Name,
        Type = ElementType.Float32,
        Shape = Of(tensor).Shape,
        Constant = Expand(subgraph.Tensors[tensor]),
        SourceIndex = tensor,
    };

    /// <summary>An operand: null when it is left out, or has no elements, which some converters write for the same thing.</summary>
    public Value? Operand(int tensor) =>
        tensor < 0 || (subgraph.Tensors[tensor] is { IsConstant: false } t && t.Shape.Contains(0)) ? null : Of(tensor);

    /// <summary>A tensor's type, shape and quantization, without its bytes.</summary>
    /// <exception cref="UnsupportedException">No value can hold it.</exception>
    public static Value Shell(TfliteTensor tensor)
    {
        var name = tensor.Name.Length > 0 ? tensor.Name : $"tensor{tensor.Index}";
        if (tensor.IsSparse)
        {
            throw new UnsupportedException($"uses the sparse tensor '{name}'", "convert without the sparsity encoding");
        }

        ElementType? type = tensor is { IsConstant: true, Type: TfliteType.Float16 } ? ElementType.Float32
            : tensor is { IsConstant: true, Type: TfliteType.Int4 } ? ElementType.Int8
            : tensor.Type.ToElementType();
        var value = new Value
        {
            Name = name,
            Type = type ?? throw new UnsupportedException($"uses '{name}' of type {tensor.Type}", RemedyFor(tensor.Type)),
            Shape = ShapeOf(name, tensor),
            SourceIndex = tensor.Index,
        };
        TfliteQuantization.Apply(tensor, value);
        return value;
    }

    private Value Make(TfliteTensor tensor)
    {
        var value = Shell(tensor);
        if (tensor.IsConstant)
        {
            value.Constant = tensor.Type switch
            {
                TfliteType.Float16 => Expand(tensor),
                TfliteType.Int4 => Unpack(tensor),
                _ => Copy(tensor.Data),
            };
        }
        else if (tensor.IsVariable)
        {
            value.IsVariable = true;
            value.InitialValue = TfliteQuantization.RestingBytes(value);
        }

        return value;
    }

    private static Shape ShapeOf(string name, TfliteTensor tensor)
    {
        if (tensor.Shape.Length <= Shape.MaxRank)
        {
            var shape = new Shape(tensor.Shape);
            if (shape.IsWithinLimits(out _))
            {
                return shape;
            }
        }

        throw new UnsupportedException(
            $"uses '{name}' of shape [{string.Join(", ", tensor.Shape)}]",
            $"keep to {Shape.MaxRank} dimensions of 1 to {Shape.MaxDimension}, known when converting");
    }

    private byte[] Copy(ReadOnlyMemory<byte> data)
    {
        if (!_copies.TryGetValue(data, out var copy))
        {
            Charge(data.Length);
            _copies[data] = copy = data.ToArray();
        }

        return copy;
    }

    private byte[] Unpack(TfliteTensor tensor)
    {
        Charge(tensor.Data.Length * 2L);
        return TfliteQuantization.FromHalfBytes(tensor);
    }

    private byte[] Expand(TfliteTensor tensor)
    {
        Charge(tensor.Data.Length * (tensor.Type == TfliteType.Int4 ? 8L : 4));
        return TfliteQuantization.ToFloats(tensor);
    }

    private void Charge(long bytes)
    {
        _budgetBytes -= bytes;
        if (_budgetBytes < 0)
        {
            throw new ImportException(
                $"The file ({model.SizeBytes} bytes) holds weights that expand to more than {ExpansionLimit} times its size. "
                + "Its tensors share buffers in a way that no converter writes; convert or download it again.");
        }
    }

    private static string RemedyFor(TfliteType type) => type switch
    {
        TfliteType.Float16 or TfliteType.BFloat16 or TfliteType.Float64 => "convert with float32 activations (float16 weights are fine)",
        TfliteType.Int4 => "quantize activations to int8 (int4 weights are fine)",
        TfliteType.UInt32 or TfliteType.UInt16 or TfliteType.UInt64 => "use int32 or int64",
        TfliteType.Resource or TfliteType.Variant => "use resource variables only through VAR_HANDLE",
        _ => "leave this part to the program around the model",
    };
}
