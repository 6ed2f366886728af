using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Everything that decides how a float graph becomes integers: ranges, element types per node, and what the cures found.</summary>
public sealed class QuantizationPlan
{
    private readonly Dictionary<Node, ElementType> _types = new(ReferenceEqualityComparer.Instance);

    /// <param name="source">A simplified float graph; it is not changed.</param>
    /// <param name="calibration">What its tensors held for the calibration examples.</param>
    /// <param name="ranges">Range of every real-valued tensor that is computed or given.</param>
    public QuantizationPlan(Graph source, Calibration calibration, Dictionary<Value, ValueRange> ranges) =>
        (Source, Calibration, Ranges) = (source, calibration, ranges);

    public Graph Source { get; }

    public Calibration Calibration { get; }

    public Dictionary<Value, ValueRange> Ranges { get; private init; }

    /// <summary>How the ranges were chosen; null where one method was asked for.</summary>
    public RangeChoice? Choice { get; set; }

    /// <summary>Layers that are the sum of two; null where there are none.</summary>
    public WeightSplit? Split { get; internal set; }

    /// <summary>Type of activations where nothing else is said: int8, or int16 (with int8 weights), or float32.</summary>
    public ElementType DefaultType { get; init; } = ElementType.Int8;

    /// <summary>Integers that weights become.</summary>
    public WeightFormat WeightFormat { get; init; }

    /// <summary>The packed model takes and gives integers instead of the source's float32.</summary>
    public bool IntegerInterface { get; init; }

    /// <summary>Added to a layer's bias, per output channel, in real units.</summary>
    public Dictionary<Node, float[]> BiasShifts { get; private init; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Weights rounded by other rules than to the nearest step: what is added to the rounded-down integer, per weight.</summary>
    public Dictionary<Node, sbyte[]> Roundings { get; init; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Grids that were learned, by node; others are those of least error.</summary>
    public Dictionary<Node, WeightSteps> Grids { get; init; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Type that a node computes in.</summary>
    public ElementType TypeOf(Node node) => _types.GetValueOrDefault(node, DefaultType);

    public void SetType(Node node, ElementType type) => _types[node] = type;

    /// <summary>Nodes whose type was set by name.</summary>
    public IReadOnlyDictionary<Node, ElementType> Types => _types;

    /// <summary>A plan that can be changed without changing this one; ranges and cures are copied, arrays shared.</summary>
    public QuantizationPlan Copy(ElementType? defaultType = null)
    {
        var copy = Over(Source, Calibration, defaultType ?? DefaultType);
        if (defaultType is not null)
        {
            copy._types.Clear();
        }

        return copy;
    }

    /// <summary>A copy for another graph that shares most of its nodes and values.</summary>
    internal QuantizationPlan Over(Graph source, Calibration calibration, ElementType? defaultType = null)
    {
        var copy = new QuantizationPlan(source, calibration, new(Ranges, ReferenceEqualityComparer.Instance))
        {
            DefaultType = defaultType ?? DefaultType,
            Choice = Choice,
            Split = Split,
            WeightFormat = WeightFormat,
            IntegerInterface = IntegerInterface,
            BiasShifts = new(BiasShifts, ReferenceEqualityComparer.Instance),
            Roundings = new(Roundings, ReferenceEqualityComparer.Instance),
            Grids = new(Grids, ReferenceEqualityComparer.Instance),
        };
        foreach (var (node, type) in _types)
        {
            copy._types[node] = type;
        }

        return copy;
    }

    /// <summary>Range of a value: what was planned, or a constant's own.</summary>
    internal ValueRange RangeOf(Value value) =>
        value.IsConstant ? ValueRange.Of(value.ConstantAs<float>())
        : Ranges.TryGetValue(value, out var range) ? range
        : throw new ImportException($"'{value.Name}' was not seen in calibration.");

    /// <summary>Bias of a layer with its shift.</summary>
    internal float[] BiasOf(WeightedLayer layer)
    {
        var bias = layer.BiasValues();
        if (BiasShifts.TryGetValue(layer.Node, out var shift))
        {
            for (var c = 0; c < bias.Length; c++)
            {
                bias[c] += shift[c];
            }
        }

        return bias;
    }

    /// <summary>Integers of a layer's weights.</summary>
    internal QuantizedWeights WeightsOf(WeightedLayer layer, ReadOnlySpan<float> bias, float inputScale, ElementType type)
    {
        var steps = Grids.GetValueOrDefault(layer.Node) ?? WeightSteps.Of(layer, bias, inputScale, type == ElementType.Int16, WeightFormatOf(layer));
        return QuantizedWeights.Of(layer, steps, Roundings.GetValueOrDefault(layer.Node));
    }

    /// <summary>Filters of depthwise convolutions keep 8 bits: they are few weights, and nothing averages the error of their few taps.</summary>
    private WeightFormat WeightFormatOf(WeightedLayer layer) =>
        layer.Node.OpCode == OpCode.DepthwiseConv2D ? WeightFormat.Int8 : WeightFormat;
}
