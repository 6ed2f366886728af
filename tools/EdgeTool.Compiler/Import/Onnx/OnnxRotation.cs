using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Pairs of channels turned by an angle of their position (J. Su et al., "RoFormer", 2021).</summary>
internal static class OnnxRotation
{
    /// <param name="value">Rank 4, size of a head last.</param>
    /// <param name="cos">Cosines that broadcast to (..., pairs).</param>
    /// <param name="sin">Sines of the same shape.</param>
    /// <param name="isInterleaved">Whether the two of a pair are neighbours; else the second lies half of the turned channels behind the first.</param>
    /// <returns>The same shape; channels behind the pairs as they were.</returns>
    public static Value Turn(OnnxNode node, OnnxGraphBuilder graph, Value value, Value cos, Value sin, bool isInterleaved)
    {
        var (shape, pairs) = (value.Shape, cos.Shape[-1]);
        if (shape.Rank != 4 || 2 * pairs > shape[3] || sin.Shape != cos.Shape)
        {
            throw new UnsupportedException($"turns {value.Shape} by angles of {cos.Shape}", "give half as many cosines and sines as channels are turned");
        }

        var turned = graph.Part(node, value, 3, 0, 2 * pairs, "turned");
        var split = isInterleaved ? graph.Reshape(node, turned, new Shape(shape[0], shape[1], shape[2], pairs, 2), "pairs") : turned;
        var x = isInterleaved ? graph.At(node, split, 4, 0, "x") : graph.Part(node, split, 3, 0, pairs, "x");
        var y = isInterleaved ? graph.At(node, split, 4, 1, "y") : graph.Part(node, split, 3, pairs, pairs, "y");
        var newX = SubImporter.Apply(node, graph, Product(x, cos, "x cos"), Product(y, sin, "y sin"), "x'");
        var newY = AddImporter.Apply(node, graph, Product(x, sin, "x sin"), Product(y, cos, "y cos"), "y'");
        List<Value> parts = isInterleaved
            ? [graph.Reshape(node, graph.Stack(node, [newX, newY], 4, "pairs'"), turned.Shape, "turned'")]
            : [newX, newY];
        if (2 * pairs < shape[3])
        {
            parts.Add(graph.Part(node, value, 3, 2 * pairs, shape[3] - (2 * pairs), "kept"));
        }

        return parts.Count == 1 ? parts[0] : graph.Add(node, "joined", new Concatenation { Axis = 3 }, parts, value.Type, shape);

        Value Product(Value a, Value b, string part) => MulImporter.Apply(node, graph, a, b, part);
    }
}
