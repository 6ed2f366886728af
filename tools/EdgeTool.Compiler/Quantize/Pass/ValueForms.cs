using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>The forms in which each value of a float graph exists in the quantized graph being written; missing ones are converted on demand.</summary>
internal sealed class ValueForms(QuantizationPlan plan, Graph target, IReadOnlyDictionary<Value, ValueFormat> preferred)
{
    private readonly Dictionary<Value, List<Value>> _forms = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyDictionary<Value, List<Value>> All => _forms;

    /// <summary>Registers what a node writes, or the graph is given, and makes the value for it.</summary>
    public Value Write(Value source, ValueFormat format)
    {
        var value = new Value
        {
            Name = format.Type == source.Type ? source.Name : $"{source.Name}/{format.Type}".ToLowerInvariant(),
            Type = format.Type,
            Shape = source.Shape,
            Scales = format.Scale > 0 ? [format.Scale] : source.Type == format.Type ? source.Scales : [],
            ZeroPoint = format.Scale > 0 ? format.ZeroPoint : source.Type == format.Type ? source.ZeroPoint : 0,
            ChannelAxis = source.Type == format.Type ? source.ChannelAxis : -1,
            IsVariable = source.IsVariable,
            InitialValue = source.InitialValue,
            SourceIndex = source.SourceIndex,
        };
        FormsOf(source).Add(value);
        return value;
    }

    /// <summary>The value as it is, for operands that are no real numbers and for nodes that stay float.</summary>
    public Value Unchanged(Value source)
    {
        if (source.Type == ElementType.Float32 && !source.IsVariable)
        {
            return As(source, ValueFormat.Float);
        }

        var forms = FormsOf(source);
        if (forms.Count == 0)
        {
            Write(source, new ValueFormat(source.Type)).Constant = source.Constant;
        }

        return forms[0];
    }

    /// <summary>The value in a type, however its writer scaled it.</summary>
    public Value AsType(Value source, ElementType type) =>
        FormsOf(source).FirstOrDefault(f => f.Type == type) ?? As(source, FormatOf(source, type));

    /// <summary>The value in exactly this format.</summary>
    public Value As(Value source, ValueFormat format)
    {
        var forms = FormsOf(source);
        if (forms.FirstOrDefault(format.IsFormatOf) is { } existing)
        {
            return existing;
        }

        if (source.IsConstant)
        {
            var constant = Write(source, format);
            constant.Constant = format.Type == ElementType.Float32 ? source.Constant : format.Quantize(source.ConstantAs<float>());
            return constant;
        }

        var from = forms.FirstOrDefault(f => f.Type == ElementType.Float32)
            ?? forms.FirstOrDefault() ?? throw new ImportException($"'{source.Name}' is read before it is written.");
        var converted = Write(source, format);
        target.Nodes.Add(format.Type == ElementType.Float32
            ? Node.Of($"{source.Name}/dequantize", default(Dequantize), [from], [converted])
            : Node.Of($"{source.Name}/quantize", default(Quantize), [from], [converted]));
        return converted;
    }

    /// <summary>The format that the plan gives a value in a type.</summary>
    public ValueFormat FormatOf(Value source, ElementType type) =>
        type == ElementType.Float32 ? ValueFormat.Float
        : preferred.TryGetValue(source, out var format) && format.Type == type ? format
        : ValueFormat.Of(type, plan.RangeOf(source));

    private List<Value> FormsOf(Value source) => _forms.TryGetValue(source, out var forms) ? forms : _forms[source] = [];
}
