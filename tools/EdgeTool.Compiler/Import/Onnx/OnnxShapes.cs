using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Shapes that follow from shapes.</summary>
internal static class OnnxShapes
{
    /// <summary>(channels, 1, ...): broadcasts along axis 1 of a tensor of <paramref name="rank"/> dimensions.</summary>
    public static Shape PerChannel(int channels, int rank)
    {
        var dimensions = Enumerable.Repeat(1, Math.Max(1, rank - 1)).ToArray();
        dimensions[0] = channels;
        return new Shape(dimensions);
    }

    /// <summary>The same shape with another size along one axis.</summary>
    public static Shape With(this Shape shape, int axis, int size)
    {
        shape[axis] = size;
        return shape;
    }

    /// <summary>Whether a tensor of the shape has no elements, and so only one value.</summary>
    public static bool IsEmpty(this Shape shape) => shape.Span.Contains(0) && !shape.Span.ContainsAnyExceptInRange(0, Shape.MaxDimension);

    /// <summary>The shape that both broadcast to.</summary>
    /// <exception cref="UnsupportedException">They do not.</exception>
    public static Shape Broadcast(Shape a, Shape b)
    {
        try
        {
            var shape = Broadcasting.ShapeOf(a, b);
            for (var axis = 1; axis <= Math.Min(a.Rank, b.Rank); axis++)
            {
                // One beside nothing is repeated no times.
                shape[-axis] = Math.Min(a[-axis], b[-axis]) == 0 ? 0 : shape[-axis];
            }

            return shape;
        }
        catch (LawException)
        {
            throw new UnsupportedException($"combines shapes {a} and {b}", "use shapes whose sizes agree or are 1, counted from the last");
        }
    }
}
