namespace EdgeRuntime.Model;

/// <summary>
/// Signs packed 32 to a uint32 word along the last axis of a tensor: bit i of word j is element 32 j + i, 0 for +1 and 1 for -1, so that
/// a product of signs is an exclusive or. Bits behind the last element are 0 (+1).
/// </summary>
public static class SignWords
{
    /// <summary>Signs in a word.</summary>
    public const int Bits = 32;

    /// <summary>Words that hold <paramref name="elements"/> signs.</summary>
    public static int Count(int elements) => (int)(((long)elements + Bits - 1) / Bits);

    /// <summary>Packs rows of <paramref name="length"/> numbers; what is at or above 0 becomes +1.</summary>
    /// <param name="elements">(rows, length).</param>
    /// <param name="length">Elements of a row.</param>
    /// <returns>(rows, <see cref="Count"/> of length).</returns>
    public static uint[] Pack(ReadOnlySpan<float> elements, int length)
    {
        var words = Count(length);
        var packed = new uint[elements.Length / length * words];
        for (var i = 0; i < elements.Length; i++)
        {
            var (row, column) = (i / length, i % length);
            packed[(row * words) + (column / Bits)] |= elements[i] >= 0 ? 0 : 1u << (column % Bits);
        }

        return packed;
    }
}
