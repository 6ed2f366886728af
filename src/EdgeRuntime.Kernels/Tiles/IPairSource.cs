namespace EdgeRuntime.Kernels;

/// <summary>Where the rows of x come from, one after another.</summary>
internal unsafe interface IPairSource
{
    /// <summary>
    /// Widens elements [begin, end) of the current row, and may write <see cref="WidenedBytes.Slack"/> more, then goes to the next row.
    /// </summary>
    void Take(int begin, int end, short* target);
}
