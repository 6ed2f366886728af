using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Index of the smallest element along one axis: of the largest of the negative ones, or of integers, whose least has none, of the complements.</summary>
internal sealed class ArgMinImporter : ArgMaxImporter
{
    public override string OpType => "ArgMin";

    protected override Value Ranked(OnnxNode node, OnnxGraphBuilder graph, Value input) =>
        graph.Unary(node, input.Type == ElementType.Float32 ? UnaryFunction.Neg : UnaryFunction.BitwiseNot, input, part: "opposite");
}
