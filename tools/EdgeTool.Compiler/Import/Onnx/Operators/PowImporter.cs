using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>a to the power of b, as a's type. Integers with an exponent of reals go through reals.</summary>
internal sealed class PowImporter : IOnnxImporter
{
    public string OpType => "Pow";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (a, b) = (node.Require(0, "X"), node.Require(1, "Y"));
        var type = b.Type == ElementType.Float32 ? ElementType.Float32 : a.Type;
        var power = graph.Binary(node, BinaryFunction.Pow, graph.Cast(node, a, type, "base"), graph.Cast(node, b, type, "exponent"), "power");
        graph.Output(node, 0, graph.Cast(node, power, a.Type, "result"));
    }
}
