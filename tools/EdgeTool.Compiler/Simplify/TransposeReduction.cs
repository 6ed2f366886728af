using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A transpose that only moves dimensions of 1 is a reshape.</summary>
internal sealed class TransposeReduction : IRewrite
{
    public bool Apply(Graph graph)
    {
        var changed = false;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Nodes[i] is { OpCode: OpCode.Transpose, Inputs: [{ IsVariable: false, ChannelAxis: < 0 } input], Outputs: [{ IsVariable: false }] } node
                && AxisOrder.Of(node).KeepsBytes(input.Shape))
            {
                graph.Nodes[i] = Node.Of(node.Name, default(Reshape), [input], node.Outputs, node.SourceIndex);
                changed = true;
            }
        }

        return changed;
    }
}
