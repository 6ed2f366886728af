using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Coordinates of the elements that are not zero, (rank, count), of a constant.</summary>
internal sealed class NonZeroImporter : IOnnxImporter
{
    public string OpType => "NonZero";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        if (!input.IsConstant)
        {
            throw DynamicSizeImporter.Refusal();
        }

        var (shape, found) = (input.Shape, new List<int>());
        var truth = graph.Cast(node, input, ElementType.Bool).Constant!;
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] != 0)
            {
                found.Add(i);
            }
        }

        graph.Charge((long)shape.Rank * found.Count, ElementType.Int64);
        var coordinates = new long[shape.Rank * found.Count];
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var stride = shape.Product(axis + 1, shape.Rank);
            for (var i = 0; i < found.Count; i++)
            {
                coordinates[(axis * found.Count) + i] = found[i] / stride % shape[axis];
            }
        }

        graph.Output(node, 0, OnnxGraphBuilder.Constant<long>(node, "coordinates", new Shape(shape.Rank, found.Count), coordinates));
    }
}
