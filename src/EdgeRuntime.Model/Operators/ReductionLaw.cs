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
}
