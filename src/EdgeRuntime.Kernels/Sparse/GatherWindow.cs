namespace EdgeRuntime.Kernels;

/// <summary>Up to 16 of 32 neighbouring inputs, by one table lookup.</summary>
internal unsafe struct GatherWindow
{
    /// <summary>Bytes that a lookup reads.</summary>
    public const int Bytes = 32;

    /// <summary>Bytes that it can pick.</summary>
    public const int Most = 16;

    /// <summary>Places within the window, ascending; <see cref="Nothing"/> behind the last one.</summary>
    public fixed byte Indices[Most];

    /// <summary>First byte of the window, within a row.</summary>
    public int Offset;

    /// <summary>Bytes that are picked; the lookup writes <see cref="Most"/> all the same.</summary>
    public int Count;

    /// <summary>An index out of every table, which gives zero.</summary>
    public const byte Nothing = byte.MaxValue;

    /// <summary>Cuts a row into as few windows as a scan from its start finds; none reaches beyond the row.</summary>
    /// <param name="used">A bit for every depth that is read.</param>
    /// <param name="depth">Bytes of a row, at least <see cref="Bytes"/>.</param>
    /// <param name="windows">Where to write them; null only to count.</param>
    /// <returns>How many there are.</returns>
    public static int Cut(ReadOnlySpan<ulong> used, int depth, GatherWindow* windows)
    {
        var count = 0;
        for (var k = DepthBits.Next(used, 0); k >= 0; count++)
        {
            var window = new GatherWindow { Offset = Math.Min(k, depth - Bytes) };
            for (; k >= 0 && k < window.Offset + Bytes && window.Count < Most; k = DepthBits.Next(used, k + 1))
            {
                window.Indices[window.Count++] = (byte)(k - window.Offset);
            }

            new Span<byte>(window.Indices + window.Count, Most - window.Count).Fill(Nothing);
            if (windows != null)
            {
                windows[count] = window;
            }
        }

        return count;
    }
}
