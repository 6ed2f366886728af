using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A reshape of a reshape reads the first one's input; Squeeze and ExpandDims are reshapes too.</summary>
internal sealed class ReshapeMerging : IRewrite
{
    public bool Apply(Graph graph)
    {
        var changed = false;
        var origin = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Nodes[i] is not { OpCode: OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims, Inputs: [{ IsVariable: false } input], Outputs: [var output] } node
                || !ValueUses.SameElements(input, output))
            {
                continue;
            }

            if (origin.TryGetValue(input, out var first))
            {
                graph.Nodes[i] = Node.Of(node.Name, default(Reshape), [first], node.Outputs, node.SourceIndex);
                changed = true;
            }

            origin[output] = first ?? input;
        }

        return changed;
    }
}
