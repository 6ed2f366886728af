using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Gelu of input + bias, as ONNX Runtime's optimizer writes it.</summary>
/// <param name="opType">BiasGelu is exact and has a bias; FastGelu goes through tanh and may have none.</param>
/// <param name="function">The function.</param>
internal sealed class BiasGeluImporter(string opType, UnaryFunction function) : IOnnxImporter
{
    public string OpType => opType;

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, graph.Unary(node, function, graph.Affine(node, node.Require(0, "X"), null, node.Input(1))));
}

/// <summary>x / (1 + exp(-alpha x)), ONNX Runtime's name for Swish.</summary>
internal sealed class QuickGeluImporter : IOnnxImporter
{
    public string OpType => "QuickGelu";

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, graph.Unary(node, UnaryFunction.Swish, node.Require(0, "X"), node.Float("alpha", 1.702f)));
}
