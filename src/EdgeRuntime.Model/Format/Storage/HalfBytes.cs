namespace EdgeRuntime.Model;

/// <summary>Two 4-bit numbers to a byte: element 2i in the low half of byte i, element 2i + 1 in the high half.</summary>
internal static class HalfBytes
{
    public static int Unsigned(ReadOnlySpan<byte> pairs, int index) => (pairs[index >> 1] >> ((index & 1) * 4)) & 15;

    /// <summary>Two's complement, -8..7.</summary>
    public static int Signed(ReadOnlySpan<byte> pairs, int index) => (Unsigned(pairs, index) ^ 8) - 8;

    /// <summary>Writes the low 4 bits of <paramref name="value"/> into a half that is zero.</summary>
    public static void Write(Span<byte> pairs, int index, int value) => pairs[index >> 1] |= (byte)((value & 15) << ((index & 1) * 4));

    /// <summary>Whether the half that an odd count leaves over is zero.</summary>
    public static bool LeavesNothing(ReadOnlySpan<byte> pairs, long count) => (count & 1) == 0 || pairs[^1] < 16;
}
