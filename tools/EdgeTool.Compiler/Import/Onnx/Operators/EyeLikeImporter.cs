using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Ones on one diagonal of a matrix of the input's shape.</summary>
internal sealed class EyeLikeImporter : IOnnxImporter
{
    public string OpType => "EyeLike";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var (shape, diagonal) = (input.Shape, node.Int("k"));
        var type = node.Has("dtype") ? ((OnnxType)node.Int32("dtype")).Require(node.Name) : input.Type;
        graph.Charge(shape.Rank == 2 ? shape.ElementCount : throw new UnsupportedException($"fills {shape}", "use a matrix"), ElementType.Float32);
        var ones = new float[shape.ElementCount];
        for (var row = 0; row < shape[0]; row++)
        {
            if (row + diagonal is >= 0 and var column && column < shape[1])
            {
                ones[(row * shape[1]) + column] = 1;
            }
        }

        graph.Output(node, 0, graph.Cast(node, OnnxGraphBuilder.Constant<float>(node, "eye", shape, ones), type));
    }
}
