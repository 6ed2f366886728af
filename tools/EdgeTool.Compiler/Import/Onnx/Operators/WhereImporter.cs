using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>X where the condition holds, Y elsewhere; all broadcast.</summary>
internal sealed class WhereImporter : IOnnxImporter
{
    public string OpType => "Where";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (condition, x, y) = (node.Require(0, "condition"), node.Require(1, "X"), node.Require(2, "Y"));
        var shape = OnnxShapes.Broadcast(condition.Shape, OnnxShapes.Broadcast(x.Shape, y.Shape));
        graph.Output(node, 0, graph.Add(node, "where", default(Where), [condition, x, y], x.Type, shape));
    }
}
