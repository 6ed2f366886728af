namespace EdgeRuntime.Kernels;

/// <summary>Rows that lie one behind another: the batch of a fully connected layer, the pixels under a 1x1 window.</summary>
/// <param name="row">First row.</param>
/// <param name="stride">Bytes from a row to the next one.</param>
/// <param name="limit">End of the tensor.</param>
/// <param name="shift">Elements are widened times 2^shift.</param>
internal unsafe struct PairRows(sbyte* row, nint stride, sbyte* limit, int shift) : IPairSource
{
    private sbyte* _row = row;

    public void Take(int begin, int end, short* target)
    {
        WidenedBytes.Copy(_row + begin, end - begin, shift, target, limit);
        _row += stride;
    }
}
