using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Where each pixel of an output of known size lies in the input, by an affine map of coordinates from -1 to 1: (n, spatial..., axes).</summary>
internal sealed class AffineGridImporter : IOnnxImporter
{
    public string OpType => "AffineGrid";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (theta, size) = (node.Require(0, "theta"), node.ConstantInts(1, "size"));
        var (axes, extents) = (size.Length - 2, size[2..]);
        if (axes is not (2 or 3) || theta.Shape != new Shape(size[0], axes, axes + 1))
        {
            throw new UnsupportedException($"maps {axes} axes by {theta.Shape}", "give two or three spatial axes, and (n, axes, axes + 1) numbers");
        }

        var points = Points(node, graph, extents);
        var map = new BatchMatMul { RightTransposed = 1 };
        var mapped = graph.Add(node, "mapped", map, [points, theta], theta.Type, new Shape(size[0], points.Shape[0], axes));
        graph.Output(node, 0, graph.Reshape(node, mapped, new Shape([size[0], .. extents, axes]), "grid"));
    }

    /// <summary>(pixels, axes + 1): coordinates of each, last axis first, and 1.</summary>
    private static Value Points(OnnxNode node, OnnxGraphBuilder graph, int[] extents)
    {
        var (axes, count) = (extents.Length, checked(extents.Aggregate(1, (a, b) => a * b)));
        graph.Charge((long)count * (axes + 1), ElementType.Float32);
        var points = new float[count * (axes + 1)];
        for (var i = 0; i < count; i++)
        {
            var rest = i;
            for (var axis = axes - 1; axis >= 0; axis--)
            {
                points[(i * (axes + 1)) + axes - 1 - axis] = Coordinate(rest % extents[axis], extents[axis], node.Flag("align_corners"));
                rest /= extents[axis];
            }

            points[(i * (axes + 1)) + axes] = 1;
        }

        return OnnxGraphBuilder.Constant<float>(node, "points", new Shape(count, axes + 1), points);
    }

    /// <summary>-1 and 1 are the centres of the outermost pixels, or their outer edges.</summary>
    private static float Coordinate(int index, int extent, bool alignsCorners) =>
        !alignsCorners ? (float)((((2.0 * index) + 1) / extent) - 1)
        : extent == 1 ? 0
        : (float)((2.0 * index / (extent - 1)) - 1);
}
