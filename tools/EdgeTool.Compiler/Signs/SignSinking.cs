using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Moves the choice of signs behind an operator that only moves elements or takes the largest of them: signs of the largest are the largest of
/// signs, and signs can be packed along the axis that the next layer sums over.
/// </summary>
internal sealed class SignSinking : IRewrite
{
    public bool Apply(Graph graph)
    {
        var changed = false;
        while (SinkOne(graph))
        {
            changed = true;
        }

        return changed;
    }

    private static bool SinkOne(Graph graph)
    {
        var signs = SignValue.In(graph);
        var uses = new ValueUses(graph);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node.OpCode is not (OpCode.Reshape or OpCode.MaxPool2D) || !signs.TryGetValue(node.Inputs[0]!, out var sign) || !uses.IsPrivate(sign.Output))
            {
                continue;
            }

            var output = node.Outputs[0];
            var moved = new Value { Name = $"{output.Name}/source", Type = ElementType.Float32, Shape = output.Shape };
            var truth = new Value { Name = $"{output.Name}/positive", Type = ElementType.Bool, Shape = output.Shape };
            graph.Nodes.Remove(sign.Compare);
            graph.Nodes.Remove(sign.Choose);
            i = graph.Nodes.IndexOf(node);

            // It works on other numbers than the source's operator, so it no longer stands for that one.
            graph.Nodes[i] = Node.Of(node.Name, node.Law, node.RecordBytes, [sign.Source, .. node.Inputs.Skip(1)], [moved]);
            graph.Nodes.Insert(i + 1, Node.Of(sign.Compare.Name, sign.Compare.Law, sign.Compare.RecordBytes, [moved, sign.Compare.Inputs[1]], [truth]));
            graph.Nodes.Insert(i + 2, Node.Of(sign.Choose.Name, sign.Choose.Law, sign.Choose.RecordBytes, [truth, .. sign.Choose.Inputs.Skip(1)], [output]));
            return true;
        }

        return false;
    }
}
