using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>x times the normal distribution function of x, exact or through tanh.</summary>
/// <param name="domain">The standard domain, or ONNX Runtime's, which had it first.</param>
internal sealed class GeluImporter(string domain) : IOnnxImporter
{
    public string OpType => "Gelu";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => graph.Output(node, 0, graph.Unary(
        node, node.Text("approximate", "none") == "tanh" ? UnaryFunction.GeluTanh : UnaryFunction.Gelu, node.Require(0, "X")));
}
