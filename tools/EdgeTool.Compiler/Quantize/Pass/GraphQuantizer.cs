using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Writes the integer graph of a plan to the TensorFlow Lite 8-bit quantization specification (B. Jacob et al., "Quantization and Training
/// of Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018): conversions at the borders, requantization where
/// an operator copies elements between different scales. A node whose law refuses integers stays float32 and is listed.
/// </summary>
public sealed class GraphQuantizer
{
    private readonly QuantizationPlan _plan;
    private readonly IReadOnlySet<Node> _keptFloat;
    private readonly Graph _target = new();
    private readonly ValueForms _forms;
    private readonly Dictionary<Node, QuantizedWeights> _weights = new(ReferenceEqualityComparer.Instance);

    private GraphQuantizer(QuantizationPlan plan, IReadOnlySet<Node> keptFloat)
    {
        (_plan, _keptFloat) = (plan, keptFloat);
        _forms = new ValueForms(plan, _target, JoinedFormats());
    }

    /// <exception cref="ImportException">A tensor was not calibrated.</exception>
    public static QuantizedGraph Quantize(QuantizationPlan plan)
    {
        var keptFloat = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var notes = new List<string>();
        while (true)
        {
            var quantizer = new GraphQuantizer(plan, keptFloat);
            if (quantizer.Write() is not { } refused)
            {
                GraphSimplifier.Simplify(quantizer._target);
                return new QuantizedGraph
                {
                    Graph = quantizer._target,
                    Plan = plan,
                    Forms = quantizer._forms.All,
                    Weights = quantizer._weights,
                    KeptFloat = notes,
                };
            }

            keptFloat.Add(refused.Node);
            notes.Add(refused.Reason);
        }
    }

    private (Node Node, string Reason)? Write()
    {
        _target.Contract = _plan.Source.Contract;
        foreach (var input in _plan.Source.Inputs)
        {
            var format = _plan.IntegerInterface && input.Type == ElementType.Float32
                ? _forms.FormatOf(input, _plan.DefaultType) : new ValueFormat(input.Type);
            _target.Inputs.Add(_forms.Write(input, format));
        }

        foreach (var node in _plan.Source.Nodes)
        {
            var type = TypeOf(node);
            var written = type == ElementType.Float32 ? Unchanged(node) : Integers(node, type);
            try
            {
                written.CheckLaw();
            }
            catch (ImportException e) when (type != ElementType.Float32)
            {
                return (node, $"{node} stays float32: {e.Message}");
            }

            _target.Nodes.Add(written);
        }

        foreach (var output in _plan.Source.Outputs)
        {
            _target.Outputs.Add(_plan.IntegerInterface && output.Type == ElementType.Float32 && !output.IsConstant
                ? _forms.AsType(output, _plan.DefaultType) : _forms.Unchanged(output));
        }

        return null;
    }

    private ElementType TypeOf(Node node) =>
        !QuantizationRules.ComputesReals(node) || _keptFloat.Contains(node) ? ElementType.Float32 : QuantizationRules.TypeOf(node, _plan.TypeOf(node));

    private Node Unchanged(Node node)
    {
        var inputs = node.Inputs.Select((v, i) => v is null ? null : HybridWeights.Covers(node, i) ? Hybrid(v) : _forms.Unchanged(v)).ToList();
        return Node.Of(node.Name, node.Law, node.RecordBytes, inputs, node.Outputs.Select(Output), node.SourceIndex);

        // A variable keeps its one value wherever it is read or written.
        Value Output(Value v) => v.IsVariable ? _forms.Unchanged(v) : _forms.Write(v, new ValueFormat(v.Type));
    }

    private static Value Hybrid(Value weights) => new()
    {
        Name = weights.Name,
        Type = weights.Type,
        Shape = weights.Shape,
        Constant = HybridWeights.Of(weights),
        SourceIndex = weights.SourceIndex,
    };

    private Node Integers(Node node, ElementType type)
    {
        var rule = QuantizationRules.Of(node);
        if (rule == QuantizationRule.Weighted)
        {
            return Weighted(WeightedLayer.TryOf(node)!, type);
        }

        if (rule == QuantizationRule.Table)
        {
            var read = _forms.AsType(node.Inputs[0]!, type);
            var table = FunctionTable.Of(node, read, _forms.FormatOf(node.Outputs[0], type));
            return LookupTables.Node(node, read, _forms.Write(node.Outputs[0], _forms.FormatOf(node.Outputs[0], type)), table);
        }

        var first = rule == QuantizationRule.AsOutput ? null : _forms.AsType(node.Inputs[0]!, type);
        var format = rule switch
        {
            QuantizationRule.AsInput => new ValueFormat(type, first!.Scales[0], first.ZeroPoint),
            QuantizationRule.Fixed => QuantizationRules.FixedFormat(node.OpCode, type),
            _ => _forms.FormatOf(node.Outputs[0], node.Outputs[0].Type == ElementType.Float32 ? type : ElementType.Float32),
        };
        var inputs = new List<Value?>();
        foreach (var input in node.Inputs)
        {
            inputs.Add(input is null ? null
                : input.Type != ElementType.Float32 ? _forms.Unchanged(input)
                : rule is QuantizationRule.AsInput or QuantizationRule.AsOutput ? _forms.As(input, format)
                : _forms.AsType(input, type));
        }

        var outputs = node.Outputs.Select(o => _forms.Write(o, o.Type == ElementType.Float32 ? format : new ValueFormat(o.Type)));
        return Node.Of(node.Name, node.Law, node.RecordBytes, inputs, outputs, node.SourceIndex);
    }

    private Node Weighted(WeightedLayer layer, ElementType type)
    {
        var node = layer.Node;
        var input = _forms.AsType(node.Inputs[0]!, type);
        var bias = _plan.BiasOf(layer);
        var weights = _weights[node] = _plan.WeightsOf(layer, bias, input.Scales[0], type);

        // A dense layer's one scale is written once: a small file would spend more on the same number again and again than on biases.
        var isShared = weights.Steps.KeepsClusters && node.OpCode == OpCode.FullyConnected;
        var scales = isShared ? weights.Scales[..1] : weights.Scales;
        var stored = new Value
        {
            Name = layer.Weights.Name,
            Type = ElementType.Int8,
            Shape = layer.Weights.Shape,
            Scales = scales,
            ChannelAxis = isShared ? -1 : layer.ChannelAxis,
            Constant = MemoryMarshal.AsBytes(weights.Stored.AsSpan()).ToArray(),
            SourceIndex = layer.Weights.SourceIndex,
        };
        Value?[] inputs = layer.Bias is null && bias.All(b => b == 0) ? [input, stored] : [input, stored, Bias(layer, bias, input.Scales[0], scales, type)];
        var output = _forms.Write(node.Outputs[0], _forms.FormatOf(node.Outputs[0], type));
        return Node.Of(node.Name, node.Law, node.RecordBytes, inputs, [output], node.SourceIndex);
    }

    /// <summary>Bias in steps of input scale * weight scale: 32 bits, or 64 for 16-bit activations.</summary>
    private static Value Bias(WeightedLayer layer, float[] bias, float inputScale, float[] scales, ElementType type)
    {
        var name = layer.Bias?.Name ?? $"{layer.Node.Name}/bias";
        var steps = bias.Select((b, c) => Math.Round(b / ((double)inputScale * scales[Math.Min(c, scales.Length - 1)]), MidpointRounding.AwayFromZero)).ToArray();
        var shape = new Shape(bias.Length);
        var value = type == ElementType.Int16
            ? Value.Of<long>(name, shape, [.. steps.Select(s => (long)s)])
            : Value.Of<int>(name, shape, [.. steps.Select(s => (int)Math.Clamp(s, int.MinValue, int.MaxValue))]);
        value.Scales = [.. scales.Select(s => inputScale * s)];
        value.ChannelAxis = scales.Length > 1 ? 0 : -1;
        return value;
    }

    /// <summary>A value that only a joining operator reads is stored in that operator's format at once.</summary>
    private Dictionary<Value, ValueFormat> JoinedFormats()
    {
        var formats = new Dictionary<Value, ValueFormat>(ReferenceEqualityComparer.Instance);
        var uses = new ValueUses(_plan.Source);
        for (var i = _plan.Source.Nodes.Count - 1; i >= 0; i--)
        {
            var node = _plan.Source.Nodes[i];
            var type = TypeOf(node);
            if (type == ElementType.Float32 || QuantizationRules.Of(node) != QuantizationRule.AsOutput)
            {
                continue;
            }

            var format = formats.TryGetValue(node.Outputs[0], out var outer) ? outer : ValueFormat.Of(type, _plan.RangeOf(node.Outputs[0]));
            foreach (var input in node.Inputs.OfType<Value>().Where(uses.IsPrivate))
            {
                formats[input] = format;
            }
        }

        return formats;
    }
}
