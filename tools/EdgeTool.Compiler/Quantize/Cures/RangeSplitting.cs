using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// A concatenation gives all its inputs one scale, in which those of small range keep few steps. A layer that reads it along the joined axis is the
/// sum of two, one over the inputs of large and one over those of small range, W [a, b] + c = (Wa a + c) + Wb b, and an addition takes
/// two inputs of different scales (B. Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
/// Inference", 2018, appendix A.2 and A.3): every range then has a scale of its own, and the sum is rounded once.
/// </summary>
public static class RangeSplitting
{
    /// <summary>The joint range is so many times an input's own: two bits of eight are lost.</summary>
    private const float LeastRatio = 4;

    /// <param name="graph">A prepared float graph; it is not changed.</param>
    /// <param name="calibration">Its statistics.</param>
    /// <returns>A graph of the same function, and the names of the layers that were split; none where no range is lost.</returns>
    public static (Graph Graph, IReadOnlyList<string> Layers) Of(Graph graph, Calibration calibration)
    {
        var copy = GraphCopy.Of(graph);
        var (nodes, names) = (new List<Node>(), new List<string>());
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var split = Split(graph, i, calibration, copy);
            nodes.AddRange(split ?? [copy.Nodes[i]]);
            names.AddRange(split is null ? [] : [graph.Nodes[i].Name]);
        }

        copy.Nodes.Clear();
        copy.Nodes.AddRange(nodes);
        var uses = new ValueUses(copy);
        copy.Nodes.RemoveAll(n => n.OpCode == OpCode.Concatenation && uses.Reads(n.Outputs[0]) == 0 && !uses.IsInterface(n.Outputs[0]));
        return (copy, names);
    }

    private static List<Node>? Split(Graph graph, int index, Calibration calibration, Graph copy)
    {
        var node = graph.Nodes[index];
        if (WeightedLayer.TryOf(node) is not { Groups: 1, Node.OpCode: OpCode.Conv2D or OpCode.FullyConnected } layer
            || LayerActivation.Of(node) is not (Activation.None or Activation.Relu or Activation.Relu6)
            || graph.Nodes.FindIndex(n => n.Outputs.Contains(node.Inputs[0]!)) is not (>= 0 and var at)
            || graph.Nodes[at] is not { OpCode: OpCode.Concatenation } join || join.Record<Concatenation>().Axis != join.Outputs[0].Shape.Rank - 1
            || layer.Weights.Shape[-1] != join.Outputs[0].Shape[-1])
        {
            return null;
        }

        var joint = WidthOf(calibration, join.Outputs[0]);
        bool IsSmall(int input) => WidthOf(calibration, join.Inputs[input]!) * LeastRatio <= joint;
        var small = Enumerable.Range(0, join.Inputs.Count).Where(IsSmall).ToList();
        if (small.Count == 0 || small.Count == join.Inputs.Count || join.Inputs.Any(v => v is not { IsConstant: false }))
        {
            return null;
        }

        var large = Enumerable.Range(0, join.Inputs.Count).Except(small).ToList();
        var (target, written) = (copy.Nodes[index], new List<Node>());
        Value[] parts = [Part(copy.Nodes[at], target, large, "large", true, written), Part(copy.Nodes[at], target, small, "small", false, written)];
        written.Add(Node.Of(target.Name, new Add { Activation = LayerActivation.Of(target) }, parts, target.Outputs, target.SourceIndex));
        return written;
    }

    /// <summary>The layer over some of the inputs, without its activation.</summary>
    private static Value Part(Node join, Node layer, List<int> inputs, string name, bool hasBias, List<Node> written)
    {
        var values = inputs.ConvertAll(i => join.Inputs[i]!);
        var joined = values[0];
        if (values.Count > 1)
        {
            var shape = join.Outputs[0].Shape;
            shape[shape.Rank - 1] = values.Sum(v => v.Shape[-1]);
            joined = new Value { Name = $"{join.Outputs[0].Name}/{name}", Type = ElementType.Float32, Shape = shape };
            written.Add(Node.Of(join.Name, join.Record<Concatenation>(), values, [joined], join.SourceIndex));
        }

        Value?[] operands = [joined, Weights(join, layer.Inputs[1]!, inputs, name), hasBias ? layer.Inputs.ElementAtOrDefault(2) : null];
        var output = new Value { Name = $"{layer.Outputs[0].Name}/{name}", Type = ElementType.Float32, Shape = layer.Outputs[0].Shape };
        var part = Node.Of(layer.Name, layer.Law, [.. layer.RecordBytes], operands[2] is null ? operands[..2] : operands, [output], layer.SourceIndex);
        LayerActivation.Set(part, Activation.None);
        written.Add(part);
        return output;
    }

    /// <summary>Columns of the weights that some of the inputs are multiplied with.</summary>
    private static Value Weights(Node join, Value weights, List<int> inputs, string name)
    {
        var all = weights.ConstantAs<float>();
        var starts = new int[join.Inputs.Count];
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + join.Inputs[i - 1]!.Shape[-1];
        }

        var kept = new List<float>();
        for (var row = 0; row < all.Length; row += weights.Shape[-1])
        {
            foreach (var input in inputs)
            {
                kept.AddRange(all.Slice(row + starts[input], join.Inputs[input]!.Shape[-1]));
            }
        }

        var shape = weights.Shape;
        shape[shape.Rank - 1] = inputs.Sum(i => join.Inputs[i]!.Shape[-1]);
        return Value.Of<float>($"{weights.Name}/{name}", shape, [.. kept]);
    }

    private static float WidthOf(Calibration calibration, Value value) =>
        calibration.Of(value)?.Histogram.Observed is { } range ? range.Max - range.Min : float.PositiveInfinity;
}
