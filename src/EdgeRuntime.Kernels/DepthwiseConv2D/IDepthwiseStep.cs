namespace EdgeRuntime.Kernels;

/// <summary>The inner step of int8 depthwise convolution on one instruction set: some taps of sixteen neighbouring channels.</summary>
/// <typeparam name="TSums">Sixteen sums.</typeparam>
internal unsafe interface IDepthwiseStep<TSums>
    where TSums : unmanaged
{
    /// <summary>Taps that one step takes.</summary>
    static abstract int Taps { get; }

    /// <summary>
    /// sums + Σ over the taps of x * w, exactly (modulo 2^32). Tap t's channels begin at taps[t] + offset, 16 readable bytes;
    /// weights (16 channels, taps).
    /// </summary>
    static abstract TSums Add(TSums sums, sbyte** taps, nint offset, sbyte* weights);

    /// <summary>Writes the sums in the order of channels.</summary>
    static abstract void Store(TSums sums, int* target);
}
