using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Convolution, a sum with another tensor, and an activation, as ONNX Runtime's optimizer writes them.</summary>
internal sealed class FusedConvImporter : IOnnxImporter
{
    public string OpType => "FusedConv";

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var sum = graph.Through(node, "Conv", node.Require(0, "X"), node.Require(1, "W"), node.Input(2));
        sum = node.Input(3) is { } other ? AddImporter.Apply(node, graph, sum, other, "sum") : sum;
        graph.Output(node, 0, Activated(node, graph, sum, node.Floats("activation_params") ?? []));
    }

    private static Value Activated(OnnxNode node, OnnxGraphBuilder graph, Value value, float[] parameters) => (node.Text("activation"), parameters) switch
    {
        ("", _) => value,
        ("Relu" or "Tanh" or "Sigmoid", _) => graph.Through(node, node.Text("activation"), value),
        ("LeakyRelu", [var alpha]) => graph.Add(node, "leaky", new LeakyRelu { Alpha = alpha }, [value], value.Type, value.Shape),
        ("Clip", [var least, var most]) => graph.Unary(node, UnaryFunction.Clip, value, least, most, "clipped"),
        ("HardSigmoid", [var alpha, var beta]) => graph.Unary(node, UnaryFunction.HardSigmoid, value, alpha, beta, "activated"),
        var (name, _) => throw new UnsupportedException($"has the activation '{name}' with {parameters.Length} parameters", "use Relu, Tanh, Sigmoid, LeakyRelu, Clip or HardSigmoid"),
    };
}
