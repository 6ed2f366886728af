using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Samples of (n, c, spatial...) at points of a grid (n, out..., axes) of coordinates from -1 to 1 (M. Jaderberg et al., "Spatial Transformer
/// Networks", 2015): a gathering of pixels for each neighbour, weighted and summed.
/// </summary>
internal sealed class GridSampleImporter : IOnnxImporter
{
    /// <summary>Largest plane whose indices float32 counts exactly.</summary>
    private const int MaxPixels = 1 << 24;

    public string OpType => "GridSample";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, grid) = (node.Require(0, "X"), node.Require(1, "grid"));
        var (shape, axes) = (input.Shape, input.Shape.Rank - 2);
        if (axes is not (2 or 3) || grid.Shape.Rank != axes + 2 || grid.Shape[-1] != axes || grid.Shape[0] != shape[0] || shape.Product(2, shape.Rank) > MaxPixels)
        {
            throw new UnsupportedException($"samples {shape} at {grid.Shape}", $"give two or three spatial axes of at most {MaxPixels} pixels, and as many coordinates for each point");
        }

        var (pixels, points) = (shape.Product(2, shape.Rank), grid.Shape.ElementCount / shape[0] / axes);
        var table = graph.Transpose(node, graph.Reshape(node, input, new Shape(shape[0], shape[1], pixels), "pixels"), [0, 2, 1], "table");
        var coordinates = graph.Reshape(node, grid, new Shape(shape[0], points, axes), "points");
        var lines = new OnnxGridAxis[axes];
        for (var axis = 0; axis < axes; axis++)
        {
            // The grid names the last axis first.
            var along = graph.At(node, coordinates, 2, axes - 1 - axis, $"axis {axis}");
            lines[axis] = new OnnxGridAxis(node, graph, along, shape[axis + 2], $"axis {axis}");
        }

        var sum = Sum(node, graph, table, lines);
        var first = graph.Transpose(node, sum, [0, 2, 1], "channels");
        graph.Output(node, 0, graph.Reshape(node, first, new Shape([shape[0], shape[1], .. grid.Shape.Span[1..^1]]), "sampled"));
    }

    /// <summary>(n, points, c): over every combination of the axes' neighbours, pixel times weights.</summary>
    private static Value Sum(OnnxNode node, OnnxGraphBuilder graph, Value table, OnnxGridAxis[] axes)
    {
        Value? sum = null;
        IEnumerable<(Value Index, Value? Weight)> all = axes[0].Neighbours;
        foreach (var (i, axis) in axes.Index().Skip(1))
        {
            all = [.. all.SelectMany(_ => axis.Neighbours, (a, b) => (
                AddImporter.Apply(node, graph, MulImporter.Apply(node, graph, a.Index, axis.Extent, $"lines {i}"), b.Index, $"index {i}"),
                a.Weight is null ? b.Weight : b.Weight is null ? a.Weight : MulImporter.Apply(node, graph, a.Weight, b.Weight, $"weight {i}")))];
        }

        foreach (var (i, (index, weight)) in all.Index())
        {
            var shape = new Shape(table.Shape[0], index.Shape[1], table.Shape[2]);
            var place = graph.Cast(node, index, ElementType.Int32, $"place {i}");
            var pixel = graph.Add(node, $"pixel {i}", new Gather { Axis = 1, BatchDims = 1 }, [table, place], table.Type, shape);
            pixel = weight is null ? pixel
                : MulImporter.Apply(node, graph, pixel, graph.Reshape(node, weight, new Shape(shape[0], shape[1], 1), $"share {i}"), $"weighted {i}");
            sum = sum is null ? pixel : AddImporter.Apply(node, graph, sum, pixel, $"sum {i}");
        }

        return sum!;
    }
}
