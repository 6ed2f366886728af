using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Two vectors of channels: four words of a sum are added bit by bit, so that only what carries into the fours is counted for each
/// four words, and the ones and twos at the end (Muła, Kurz and Lemire 2018, "Faster Population Counts Using AVX2 Instructions", section 4).
/// </summary>
/// <typeparam name="TLanes">Instruction set.</typeparam>
/// <typeparam name="TVector">Its vector.</typeparam>
internal static unsafe class CarrySaveTile<TLanes, TVector>
    where TLanes : ICarrySaveLanes<TVector>
    where TVector : unmanaged
{
    public const int Vectors = 2;

    /// <summary>Words after which a byte may hold 8 * 28 = 224.</summary>
    private const int BytesHold = 28;

    /// <summary><see cref="ISignLanes{TVector}.Four"/>.</summary>
    public static void Four(uint* row, nint pitch, uint* weights, nint words, int* counts)
    {
        var channels = Vectors * TLanes.Channels;
        Two(row, row + pitch, weights, words, counts, counts + channels);
        Two(row + (2 * pitch), row + (3 * pitch), weights, words, counts + (2 * channels), counts + (3 * channels));
    }

    /// <summary><see cref="ISignLanes{TVector}.One"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void One(uint* row, uint* weights, nint words, int* counts)
    {
        var channels = Vectors * TLanes.Channels;
        for (nint i = 0; i < words;)
        {
            Sum a = default, b = default;
            var (isFirst, end) = (i == 0, Math.Min(words, i + BytesHold));
            for (; i + 4 <= end; i += 4, weights += 4 * channels)
            {
                a.AddFour(row + i, weights, channels);
                b.AddFour(row + i, weights + TLanes.Channels, channels);
            }

            for (; i < end; i++, weights += channels)
            {
                a.AddOne(row[i], weights);
                b.AddOne(row[i], weights + TLanes.Channels);
            }

            TLanes.Widen(a.Bytes(), counts, isFirst);
            TLanes.Widen(b.Bytes(), counts + TLanes.Channels, isFirst);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Two(uint* row0, uint* row1, uint* weights, nint words, int* counts0, int* counts1)
    {
        var channels = Vectors * TLanes.Channels;
        for (nint i = 0; i < words;)
        {
            Sum a0 = default, b0 = default, a1 = default, b1 = default;
            var (isFirst, end) = (i == 0, Math.Min(words, i + BytesHold));
            for (; i + 4 <= end; i += 4, weights += 4 * channels)
            {
                a0.AddFour(row0 + i, weights, channels);
                b0.AddFour(row0 + i, weights + TLanes.Channels, channels);
                a1.AddFour(row1 + i, weights, channels);
                b1.AddFour(row1 + i, weights + TLanes.Channels, channels);
            }

            for (; i < end; i++, weights += channels)
            {
                a0.AddOne(row0[i], weights);
                b0.AddOne(row0[i], weights + TLanes.Channels);
                a1.AddOne(row1[i], weights);
                b1.AddOne(row1[i], weights + TLanes.Channels);
            }

            TLanes.Widen(a0.Bytes(), counts0, isFirst);
            TLanes.Widen(b0.Bytes(), counts0 + TLanes.Channels, isFirst);
            TLanes.Widen(a1.Bytes(), counts1, isFirst);
            TLanes.Widen(b1.Bytes(), counts1 + TLanes.Channels, isFirst);
        }
    }

    /// <summary>Differences of one row and one vector: bits of weight 1 and 2, and bytes that count fours and ones.</summary>
    private struct Sum
    {
        private TVector _ones, _twos, _fours, _rest;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddFour(uint* row, uint* weights, nint pitch)
        {
            var twos = TLanes.CarrySave(ref _ones, Differences(row, weights), Differences(row + 1, weights + pitch));
            var others = TLanes.CarrySave(ref _ones, Differences(row + 2, weights + (2 * pitch)), Differences(row + 3, weights + (3 * pitch)));
            _fours = TLanes.Add(_fours, TLanes.CountBits(TLanes.CarrySave(ref _twos, twos, others)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddOne(uint word, uint* weights) =>
            _rest = TLanes.Add(_rest, TLanes.CountBits(TLanes.Differences(TLanes.Spread(word), TLanes.Load(weights))));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Bytes()
        {
            var twos = TLanes.Add(TLanes.CountBits(_twos), TLanes.Add(_fours, _fours));
            return TLanes.Add(TLanes.Add(twos, twos), TLanes.Add(TLanes.CountBits(_ones), _rest));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Differences(uint* word, uint* weights) => TLanes.Differences(TLanes.Spread(*word), TLanes.Load(weights));
    }
}
