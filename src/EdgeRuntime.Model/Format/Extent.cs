namespace EdgeRuntime.Model;

/// <summary>The only arithmetic on numbers that come from a file: nothing here can wrap around.</summary>
public static class Extent
{
    /// <summary>Whether [<paramref name="offset"/>, <paramref name="offset"/> + <paramref name="length"/>) lies in [0, <paramref name="size"/>).</summary>
    public static bool Fits(long offset, long length, long size) =>
        offset >= 0 && length >= 0 && length <= size && offset <= size - length;

    /// <summary>The next multiple of <paramref name="alignment"/>, a power of two.</summary>
    /// <exception cref="OverflowException">It does not fit 63 bits.</exception>
    public static long Align(long value, long alignment) => checked(value + alignment - 1) & ~(alignment - 1);

    public static bool IsAligned(long value, long alignment) => (value & (alignment - 1)) == 0;

    /// <exception cref="OverflowException">The sum does not fit 63 bits.</exception>
    public static long Add(long a, long b) => checked(a + b);

    /// <exception cref="OverflowException">The product does not fit 63 bits.</exception>
    public static long Multiply(long a, long b) => checked(a * b);
}
