namespace EdgeRuntime.Kernels;

/// <summary>Rows that lie one behind another: the batch of a fully connected layer, the pixels under a 1x1 window.</summary>
/// <param name="row">First row.</param>
/// <param name="depth">Bytes from a row to the next one.</param>
/// <param name="limit">End of the tensor.</param>
/// <param name="shift">Elements are multiplied by 2^shift.</param>
internal unsafe struct PairRows<TStep, TVector>(sbyte* row, int depth, sbyte* limit, int shift) : IPairSource
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>Deeper rows gain nothing from being taken together.</summary>
    private const int MaxTogether = 256;

    private sbyte* _row = row;

    public readonly bool TakesTogether(int depth) => depth % TStep.GroupDepth == 0 && depth <= MaxTogether;

    public void Take(int rows, int begin, int end, byte* target, nint stride)
    {
        if (end - begin == depth && stride == (nint)depth * TStep.Form.ElementBytes)
        {
            TStep.Take(_row, rows * depth, shift, target, limit);
            _row += (nint)rows * depth;
            return;
        }

        for (; rows > 0; rows--, target += stride, _row += depth)
        {
            TStep.Take(_row + begin, end - begin, shift, target, limit);
        }
    }
}
