using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The upper or lower triangle of matrices, zeros in the other.</summary>
internal sealed class TriluImporter : IOnnxImporter
{
    public string OpType => "Trilu";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, isUpper) = (node.Require(0, "input"), node.Flag("upper", true));
        var diagonal = node.Input(1) is null ? 0 : node.ConstantLongs(1, "k")[0];
        var (rows, columns) = (input.Shape[-2], input.Shape[-1]);
        graph.Charge((long)rows * columns, ElementType.Bool);
        var kept = new bool[rows * columns];
        for (var i = 0; i < kept.Length; i++)
        {
            var distance = (i % columns) - (i / columns);
            kept[i] = isUpper ? distance >= diagonal : distance <= diagonal;
        }

        var mask = OnnxGraphBuilder.Constant<bool>(node, "mask", new Shape(rows, columns), kept);
        graph.Output(node, 0, graph.Add(
            node, "triangle", default(Where), [mask, input, OnnxConstant.Scalar(node, "zero", 0, input.Type)], input.Type, input.Shape));
    }
}
