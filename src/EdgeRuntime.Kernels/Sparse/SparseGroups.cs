namespace EdgeRuntime.Kernels;

/// <summary>
/// Weights (channels, depth) whose zeros are shared by groups of neighbouring channels, as N:M patterns and blocks leave them: each group
/// reads a few depths only. Groups are of the size with which a layer costs least.
/// </summary>
internal sealed class SparseGroups
{
    /// <summary>Products of so many depths are computed together.</summary>
    public const int DepthStep = 16;

    /// <summary>Bytes of the gathered rows, on the thread's stack.</summary>
    public const int BufferBytes = 16 * 1024;

    /// <summary>Larger groups gain little more.</summary>
    private const int LargestGroup = 64;

    /// <summary>With fewer zeros than a quarter, no kernel gains from them.</summary>
    private const double FewestZeros = 0.25;

    private readonly ulong[] _used; // (groups, words)
    private readonly int _words;

    private SparseGroups(ulong[] used, int words, int channels)
    {
        (_used, _words, GroupChannels) = (used, words, channels);
        Depths = new int[used.Length / words];
        Windows = new int[Depths.Length];
    }

    public int Count => Depths.Length;

    /// <summary>Channels of a group; the last one may have fewer.</summary>
    public int GroupChannels { get; }

    /// <summary>Depths that each group reads, rounded up to <see cref="DepthStep"/>, at least one step.</summary>
    public int[] Depths { get; }

    /// <summary>Gather windows of each group.</summary>
    public int[] Windows { get; }

    /// <summary>A bit for every depth that a group reads.</summary>
    public ReadOnlySpan<ulong> Used(int group) => _used.AsSpan(group * _words, _words);

    /// <summary>The cheapest grouping, if it is cheaper than the dense kernel.</summary>
    /// <param name="weights">(channels, depth); empty when they are not known.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="rows">Rows that are multiplied with them.</param>
    /// <param name="blockChannels">Channels that a tile takes together.</param>
    /// <typeparam name="TCost">What instructions cost.</typeparam>
    /// <returns>null when the dense kernel is as good, or when a row has less than a window or more than the buffer holds.</returns>
    public static SparseGroups? Choose<TCost>(ReadOnlySpan<sbyte> weights, int channels, int rows, int blockChannels)
        where TCost : ISparseCost
    {
        var depth = weights.Length / channels;
        if (depth < GatherWindow.Bytes || weights.Count((sbyte)0) < FewestZeros * weights.Length)
        {
            return null;
        }

        var groups = Smallest(weights, channels, depth, blockChannels);
        SparseGroups? best = null;
        var least = SparseCost.Worthwhile * TCost.Cost.Of(rows, channels, depth, 0);
        while (true)
        {
            groups.Measure(depth);
            var sum = groups.Cost(rows, channels, TCost.Cost);
            if (sum <= least && groups.Depths.Max() + DepthStep <= BufferBytes)
            {
                (best, least) = (groups, sum);
            }

            if (groups.GroupChannels * 2 > LargestGroup || groups.Count == 1)
            {
                return best;
            }

            groups = groups.Doubled();
        }
    }

    private static SparseGroups Smallest(ReadOnlySpan<sbyte> weights, int channels, int depth, int blockChannels)
    {
        var words = DepthBits.Words(depth);
        var groups = new SparseGroups(new ulong[(channels + blockChannels - 1) / blockChannels * words], words, blockChannels);
        for (var channel = 0; channel < channels; channel++)
        {
            DepthBits.Add(groups._used.AsSpan(channel / blockChannels * words, words), weights.Slice(channel * depth, depth));
        }

        return groups;
    }

    private SparseGroups Doubled()
    {
        var used = new ulong[(Count + 1) / 2 * _words];
        for (var i = 0; i < _used.Length; i++)
        {
            used[(i / _words / 2 * _words) + (i % _words)] |= _used[i];
        }

        return new SparseGroups(used, _words, 2 * GroupChannels);
    }

    private unsafe void Measure(int depth)
    {
        for (var group = 0; group < Count; group++)
        {
            Depths[group] = Math.Max(1, (DepthBits.Count(Used(group)) + DepthStep - 1) / DepthStep) * DepthStep;
            Windows[group] = GatherWindow.Cut(Used(group), depth, null);
        }
    }

    private double Cost(int rows, int channels, in SparseCost cost)
    {
        var sum = 0.0;
        for (var group = 0; group < Count; group++)
        {
            sum += cost.Of(rows, Math.Min(GroupChannels, channels - (group * GroupChannels)), Depths[group], Math.Max(1, Windows[group]));
        }

        return sum;
    }
}
