namespace EdgeRuntime.Model;

/// <summary>What operators that add up many elements share.</summary>
internal static class ReductionLaw
{
    /// <summary>
    /// Most elements that may go into one sum: the sum of element - zeroPoint, with half a divisor for rounding, fits in 32 bits.
    /// </summary>
    public static long MaxElements(ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 => 1 << 23,
        ElementType.Int16 => 1 << 15,
        _ => int.MaxValue,
    };

    /// <summary>
    /// Shape without the axes in <paramref name="axisMask"/>, or with 1 in their place, and the number of elements that go into each
    /// of its elements.
    /// </summary>
    public static Shape OutputShape(Shape input, int axisMask, bool keepDims, out long reduced)
    {
        Span<int> kept = stackalloc int[Shape.MaxRank];
        var rank = 0;
        reduced = 1;
        for (var axis = 0; axis < input.Rank; axis++)
        {
            if ((axisMask >> axis & 1) == 0)
            {
                kept[rank++] = input[axis];
                continue;
            }

            reduced *= input[axis];
            if (keepDims)
            {
                kept[rank++] = 1;
            }
        }

        return new Shape(kept[..rank]);
    }
}
