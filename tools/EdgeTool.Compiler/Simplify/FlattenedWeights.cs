using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A fully connected layer that flattens transposed values reads them as they were, its constant weights transposed instead.</summary>
internal sealed class FlattenedWeights : IRewrite
{
    public bool Apply(Graph graph)
    {
        var uses = new ValueUses(graph);
        var producers = new Dictionary<Value, Node>(ReferenceEqualityComparer.Instance);
        var changed = false;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node.OpCode is OpCode.Transpose or OpCode.Reshape && node.Outputs is [{ IsVariable: false } output] && uses.IsPrivate(output))
            {
                producers[output] = node;
            }
            else if (node is { OpCode: OpCode.FullyConnected, Inputs: [{ } input, { IsConstant: true, ChannelAxis: <= 0 } weights, ..] }
                && producers.TryGetValue(input, out var reshape) && reshape.OpCode == OpCode.Reshape
                && producers.TryGetValue(reshape.Inputs[0]!, out var transpose) && transpose.OpCode == OpCode.Transpose
                && KeepsBatch(transpose, weights.Shape[1]))
            {
                graph.Nodes[i] = Node.Of(
                    node.Name, node.Law, node.RecordBytes, [transpose.Inputs[0], Transposed(weights, transpose), .. node.Inputs.Skip(2)], node.Outputs, node.SourceIndex);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>One row of the layer is one image: only axes within it are permuted.</summary>
    private static bool KeepsBatch(Node transpose, int depth) =>
        AxisOrder.Of(transpose)[0] == 0 && transpose.Inputs[0]!.Shape.Product(1, transpose.Inputs[0]!.Shape.Rank) == depth;

    private static Value Transposed(Value weights, Node transpose)
    {
        var (flattened, original) = (transpose.Outputs[0].Shape, transpose.Inputs[0]!.Shape);
        flattened[0] = original[0] = weights.Shape[0];
        var images = new Value { Name = weights.Name, Type = weights.Type, Shape = flattened, Constant = weights.Constant };
        var inOrder = new Value { Name = weights.Name, Type = weights.Type, Shape = original };
        NodeEvaluator.Evaluate(Node.Of(weights.Name, AxisOrder.Of(transpose).Inverse().Record, [images], [inOrder]));
        return new Value
        {
            Name = $"{weights.Name}{GraphSimplifier.MovedSuffix}",
            Type = weights.Type,
            Shape = weights.Shape,
            Scales = weights.Scales,
            ZeroPoint = weights.ZeroPoint,
            ChannelAxis = weights.ChannelAxis,
            Steps = weights.Steps,
            Constant = inOrder.Constant,
        };
    }
}
