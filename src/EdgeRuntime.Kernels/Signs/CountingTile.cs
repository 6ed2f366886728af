using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Four vectors of channels: the counts of four rows, or of one, stay in registers as bytes and are widened before they could overflow.
/// </summary>
/// <typeparam name="TLanes">Instruction set.</typeparam>
/// <typeparam name="TVector">Its vector.</typeparam>
internal static unsafe class CountingTile<TLanes, TVector>
    where TLanes : ICountingLanes<TVector>
    where TVector : unmanaged
{
    public const int Vectors = 4;

    /// <summary>Words after which a byte may hold 8 * 31 = 248.</summary>
    private const int BytesHold = 31;

    /// <summary><see cref="ISignLanes{TVector}.Four"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Four(uint* row, nint pitch, uint* weights, nint words, int* counts)
    {
        var channels = Vectors * TLanes.Channels;
        var row1 = row + pitch;
        var row2 = row1 + pitch;
        var row3 = row2 + pitch;
        for (nint i = 0; i < words;)
        {
            FourVectors a = default, b = default, c = default, d = default;
            var isFirst = i == 0;
            for (var end = Math.Min(words, i + BytesHold); i < end; i++, weights += channels)
            {
                var w = FourVectors.Load(weights);
                a.AddDifferences(row[i], w);
                b.AddDifferences(row1[i], w);
                c.AddDifferences(row2[i], w);
                d.AddDifferences(row3[i], w);
            }

            a.Widen(counts, isFirst);
            b.Widen(counts + channels, isFirst);
            c.Widen(counts + (2 * channels), isFirst);
            d.Widen(counts + (3 * channels), isFirst);
        }
    }

    /// <summary><see cref="ISignLanes{TVector}.One"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void One(uint* row, uint* weights, nint words, int* counts)
    {
        var channels = Vectors * TLanes.Channels;
        for (nint i = 0; i < words;)
        {
            var a = default(FourVectors);
            var isFirst = i == 0;
            for (var end = Math.Min(words, i + BytesHold); i < end; i++, weights += channels)
            {
                a.AddDifferences(row[i], FourVectors.Load(weights));
            }

            a.Widen(counts, isFirst);
        }
    }

    /// <summary>The vectors of a tile's channels, for one row: their weights, or their counts.</summary>
    private struct FourVectors
    {
        private TVector _a, _b, _c, _d;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static FourVectors Load(uint* words) => new()
        {
            _a = TLanes.Load(words),
            _b = TLanes.Load(words + TLanes.Channels),
            _c = TLanes.Load(words + (2 * TLanes.Channels)),
            _d = TLanes.Load(words + (3 * TLanes.Channels)),
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddDifferences(uint word, in FourVectors weights)
        {
            var signs = TLanes.Spread(word);
            _a = TLanes.AddDifferences(_a, signs, weights._a);
            _b = TLanes.AddDifferences(_b, signs, weights._b);
            _c = TLanes.AddDifferences(_c, signs, weights._c);
            _d = TLanes.AddDifferences(_d, signs, weights._d);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Widen(int* counts, bool isFirst)
        {
            TLanes.Widen(_a, counts, isFirst);
            TLanes.Widen(_b, counts + TLanes.Channels, isFirst);
            TLanes.Widen(_c, counts + (2 * TLanes.Channels), isFirst);
            TLanes.Widen(_d, counts + (3 * TLanes.Channels), isFirst);
        }
    }
}
