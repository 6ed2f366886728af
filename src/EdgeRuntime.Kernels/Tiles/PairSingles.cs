namespace EdgeRuntime.Kernels;

/// <summary>The <see cref="FloatRescale"/> of every channel, by arrays, and where it was found.</summary>
internal unsafe struct PairSingles
{
    /// <summary>(channels, then zeros).</summary>
    public float* Scales;

    /// <summary>(channels, then zeros), for sums from 0 on.</summary>
    public float* Offsets;

    /// <summary>(channels, then zeros), for sums below 0.</summary>
    public float* NegativeOffsets;

    /// <summary>(registers of channels) every channel of it has one.</summary>
    public bool* Proved;

    private int _lanes;

    public static long SizeBytes(int channels) => ((3L * sizeof(float)) + 1) * OutputStage.Capacity(channels);

    /// <param name="channels">Output channels.</param>
    /// <param name="lanes">Channels of a register.</param>
    /// <param name="memory"><see cref="SizeBytes"/>.</param>
    public static PairSingles Begin(int channels, int lanes, byte* memory)
    {
        var capacity = OutputStage.Capacity(channels);
        new Span<float>(memory, 3 * capacity).Clear();
        var singles = new PairSingles
        {
            Scales = (float*)memory,
            Offsets = (float*)memory + capacity,
            NegativeOffsets = (float*)memory + (2 * capacity),
            Proved = (bool*)((float*)memory + (3 * capacity)),
            _lanes = lanes,
        };
        new Span<bool>(singles.Proved, capacity).Fill(true);
        return singles;
    }

    /// <summary>Proves a channel; sums will be 2^<paramref name="shift"/> times those of the <paramref name="range"/>.</summary>
    public readonly void Place(OutputStage* stage, int channel, SumRange range, int shift)
    {
        var factor = new QuantizedMultiplier(stage->Multipliers[channel], stage->Shifts[channel]);
        Proved[channel / _lanes] &= FloatRescaleProof.TryFind(factor, stage, range, out var rescale);
        Scales[channel] = rescale.Scale / (1 << shift);
        (Offsets[channel], NegativeOffsets[channel]) = (rescale.Offset, rescale.NegativeOffset);
    }
}
