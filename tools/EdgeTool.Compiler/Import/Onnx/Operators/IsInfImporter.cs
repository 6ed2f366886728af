using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Whether an element is infinite, of the signs asked for.</summary>
internal sealed class IsInfImporter : IOnnxImporter
{
    public string OpType => "IsInf";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => graph.Output(node, 0, graph.Unary(
        node, UnaryFunction.IsInf, node.Require(0, "X"), node.Flag("detect_negative", true) ? 1 : 0, node.Flag("detect_positive", true) ? 1 : 0));
}

/// <summary>Whether an element is not a number.</summary>
internal sealed class IsNaNImporter : IOnnxImporter
{
    public string OpType => "IsNaN";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => graph.Output(node, 0, graph.Unary(node, UnaryFunction.IsNaN, node.Require(0, "X")));
}
