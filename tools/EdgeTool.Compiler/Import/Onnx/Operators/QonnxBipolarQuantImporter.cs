using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>QONNX BipolarQuant (Pappalardo et al. 2022): the scale where x is at or above 0, its negative elsewhere.</summary>
/// <param name="domain">One of the domains that exporters write it in.</param>
internal sealed class QonnxBipolarQuantImporter(string domain) : IOnnxImporter
{
    public static IReadOnlyList<IOnnxImporter> All { get; } = [.. OnnxDomains.Qonnx.Select(d => new QonnxBipolarQuantImporter(d))];

    public string OpType => "BipolarQuant";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, scale) = (node.Require(0, "X"), node.Require(1, "scale"));
        var isPositive = graph.Binary(node, BinaryFunction.GreaterOrEqual, x, OnnxConstant.Scalar(node, "0", 0, x.Type), "positive");
        var negative = graph.Unary(node, UnaryFunction.Neg, scale, part: "negative");
        graph.Output(node, 0, graph.Add(node, "result", default(Where), [isPositive, scale, negative], x.Type, OnnxShapes.Broadcast(x.Shape, scale.Shape)));
    }
}
