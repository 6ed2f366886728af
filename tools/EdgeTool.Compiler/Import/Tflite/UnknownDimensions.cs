using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// Converters write 1 for a dimension that they do not know, even where it follows from the operands. These find it again;
/// what does not fit stays as it is, and the operator's law refuses it.
/// </summary>
internal static class UnknownDimensions
{
    /// <summary>Output 0 of RESHAPE, from the constant new shape, in which one -1 stands for what is left over.</summary>
    public static void OfReshape(Value input, int[] newShape, Value output)
    {
        var known = newShape.Aggregate(1L, (product, d) => d == -1 ? product : product * Math.Clamp(d, 0, Shape.MaxDimension) % int.MaxValue);
        var count = input.Shape.ElementCount;
        if (output.Shape.ElementCount != count && newShape.Length <= Shape.MaxRank && known > 0 && count % known == 0)
        {
            TrySet(output, new Shape(Array.ConvertAll(newShape, d => d == -1 ? (int)(count / known) : d)));
        }
    }

    /// <summary>Output 0 of CONCATENATION.</summary>
    public static void OfConcatenation(IReadOnlyList<Value?> inputs, int axis, Value output)
    {
        if (output.Shape[axis] == 1 && inputs is [{ } first, ..] && inputs.All(i => i?.Shape.Rank == output.Shape.Rank))
        {
            var shape = first.Shape;
            shape[axis] = checked(inputs.Sum(i => i!.Shape[axis]));
            TrySet(output, shape);
        }
    }

    /// <summary>Output 0 of an operator that keeps its input's shape.</summary>
    public static void OfSameShape(Value input, Value output)
    {
        if (input.Shape.Rank == output.Shape.Rank && output.Shape.Span.Contains(1))
        {
            TrySet(output, input.Shape);
        }
    }

    /// <summary>Output 0 of an element-wise operator with two inputs.</summary>
    public static void OfBroadcast(Value a, Value b, Value output)
    {
        if (Math.Max(a.Shape.Rank, b.Shape.Rank) != output.Shape.Rank || !output.Shape.Span.Contains(1))
        {
            return;
        }

        try
        {
            TrySet(output, Broadcasting.ShapeOf(a.Shape, b.Shape));
        }
        catch (LawException)
        {
            // The inputs do not fit each other; the operator's law says so again, with the node's name.
        }
    }

    /// <summary>Only the placeholder, 1, may turn into another number.</summary>
    private static void TrySet(Value output, Shape shape)
    {
        if (shape.Rank != output.Shape.Rank || !shape.IsWithinLimits(out _))
        {
            return;
        }

        for (var i = 0; i < shape.Rank; i++)
        {
            if (output.Shape[i] != shape[i] && output.Shape[i] != 1)
            {
                return;
            }
        }

        output.Shape = shape;
    }
}
