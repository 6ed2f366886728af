using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Moves transposes behind the operators that read them, until they meet their inverse and both vanish: between two convolutions that
/// were imported from a channels-first model, nothing is transposed.
/// </summary>
internal sealed class TransposeSinking : IRewrite
{
    public bool Apply(Graph graph)
    {
        var transposed = new Dictionary<Value, (Value Original, AxisOrder Order)>(ReferenceEqualityComparer.Instance);
        var nodes = new List<Node>(graph.Nodes.Count);
        var changed = false;
        foreach (var node in graph.Nodes)
        {
            var moved = Moved(node, transposed);
            changed |= moved is not null;
            foreach (var result in moved ?? [node])
            {
                nodes.Add(result);
                if (result is { OpCode: OpCode.Transpose, Inputs: [{ IsVariable: false, ChannelAxis: < 0 } input], Outputs: [{ IsVariable: false }] })
                {
                    transposed[result.Outputs[0]] = (input, AxisOrder.Of(result));
                }
            }
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
        return changed;
    }

    /// <summary>What stands in the place of a node that reads transposed values; null when it stays.</summary>
    private static List<Node>? Moved(Node node, Dictionary<Value, (Value Original, AxisOrder Order)> transposed)
    {
        if (node.Inputs.OfType<Value>().FirstOrDefault(transposed.ContainsKey) is not { } first || node.Outputs.Any(o => o.IsVariable))
        {
            return null;
        }

        var order = transposed[first].Order;
        if (node.OpCode == OpCode.Transpose)
        {
            return [Node.Of(node.Name, order.Then(AxisOrder.Of(node)).Record, [transposed[first].Original], node.Outputs, node.SourceIndex)];
        }

        if (node.OpCode == OpCode.Reshape)
        {
            return ThroughReshape(node, transposed[first].Original, order);
        }

        var before = new List<Node>();
        var move = TransposeMoves.Of(node, order);
        if (move is null || !Original(node, move.MovingInputs, order, transposed, before, out var inputs))
        {
            return null;
        }

        var originals = new List<Value>();
        var after = new List<Node>();
        foreach (var output in node.Outputs)
        {
            var original = Like(output, "moved", move.OutputOrder.Undo(output.Shape));
            originals.Add(original);
            after.Add(Node.Of(output.Name, move.OutputOrder.Record, [original], [output], node.SourceIndex));
        }

        var changed = Node.Of(node.Name, node.Law, move.RecordBytes, inputs, originals, node.SourceIndex);
        return [.. before, changed, .. after];
    }

    private static List<Node>? ThroughReshape(Node node, Value original, AxisOrder order)
    {
        var output = node.Outputs[0];
        if (ReshapeBlocks.Plan(order, node.Inputs[0]!.Shape, output.Shape) is not var (gather, shape, spread) || !ValueUses.SameElements(original, output))
        {
            return null;
        }

        var nodes = new List<Node>();
        var gathered = original;
        if (!gather.IsIdentity)
        {
            gathered = Like(output, "gathered", gather.Permute(original.Shape));
            nodes.Add(Node.Of(gathered.Name, gather.Record, [original], [gathered], node.SourceIndex));
        }

        var moved = Like(output, "moved", shape);
        nodes.Add(Node.Of(node.Name, default(Reshape), [gathered], [moved], node.SourceIndex));
        nodes.Add(Node.Of(output.Name, spread.Record, [moved], [output], node.SourceIndex));
        return nodes;
    }

    private static Value Like(Value value, string part, Shape shape) => new()
    {
        Name = $"{value.Name}/{part}",
        Type = value.Type,
        Shape = shape,
        Scales = value.Scales,
        ZeroPoint = value.ZeroPoint,
    };

    /// <summary>Operands in the original order. All that move are transposed alike, constant, or cheap to bring there.</summary>
    private static bool Original(
        Node node, int moving, AxisOrder order, Dictionary<Value, (Value Original, AxisOrder Order)> transposed, List<Node> before, out List<Value?> inputs)
    {
        inputs = [];
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var input = node.Inputs[i];
            if (i >= moving || input is null)
            {
                inputs.Add(input);
            }
            else if (transposed.TryGetValue(input, out var known) && known.Order.SameAs(order))
            {
                inputs.Add(known.Original);
            }
            else if (TransposeMoves.Brought(input, order, before) is { } brought)
            {
                inputs.Add(brought);
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
