namespace EdgeRuntime.Kernels;

/// <summary>Where the rows of x come from, one after another, and in which <see cref="PairForm"/>.</summary>
internal unsafe interface IPairSource
{
    /// <summary>Whole rows of this depth lie one behind another, in whole groups, and may be taken at once, without space in between.</summary>
    bool TakesTogether(int depth);

    /// <summary>
    /// Lays out elements [begin, end) of the next <paramref name="rows"/>, <paramref name="stride"/> bytes apart, and may write
    /// <see cref="WidenedBytes.Slack"/> elements more behind each.
    /// </summary>
    void Take(int rows, int begin, int end, byte* target, nint stride);
}
