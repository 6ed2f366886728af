using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Windows are copied with +1 outside the input. Where the record pads with p, each tap outside adds (p - 1) * Σ weights of the tap:
/// these numbers, (taps, channels), lie behind the prepared weights.
/// </summary>
internal readonly unsafe struct OutsideSums
{
    private readonly int* _taps;
    private readonly int _capacity;

    private OutsideSums(int* taps, int capacity)
    {
        _taps = taps;
        _capacity = capacity;
    }

    /// <summary>Those of a prepared step; nothing where +1 is the padding.</summary>
    public static OutsideSums Of<TLanes, TVector>(StepContext* step, SignPadding padding)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        var weights = (SignWeights*)step->Prepared;
        var taps = step->Prepared + Offset(SignWeights.SizeBytes<TLanes, TVector>(step->Inputs[1].Shape));
        return new(padding == SignPadding.PlusOne ? null : (int*)taps, weights->Tiles * weights->TileChannels);
    }

    public bool IsNone => _taps == null;

    /// <param name="weightBytes"><see cref="SignWeights.SizeBytes{TLanes, TVector}"/>.</param>
    public static long Offset(long weightBytes) => (weightBytes + 63) & ~63L;

    public static long SizeBytes(SignPadding padding, Shape weights, int tileChannels) => padding == SignPadding.PlusOne
        ? 0
        : (long)weights.Product(1, 3) * SignWeights.TilesOf(weights[0], tileChannels) * tileChannels * sizeof(int);

    /// <summary>Derives the numbers of all taps.</summary>
    public void Write(StepContext* step, SignPadding padding, int signs)
    {
        if (IsNone)
        {
            return;
        }

        var shape = step->Inputs[1].Shape;
        var (taps, words) = (shape.Product(1, 3), shape[3]);
        var factor = padding == SignPadding.Zero ? -1 : -2;
        new Span<int>(_taps, taps * _capacity).Clear();
        for (var channel = 0; channel < shape[0]; channel++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                var negative = 0;
                for (var i = 0; i < words; i++)
                {
                    negative += BitOperations.PopCount(step->Inputs[1].As<uint>()[((((nint)channel * taps) + tap) * words) + i]);
                }

                _taps[(tap * _capacity) + channel] = factor * (signs - (2 * negative));
            }
        }
    }

    /// <summary>Adds the numbers of one tap to <paramref name="sums"/>, (channels).</summary>
    public void Add(int tap, int* sums)
    {
        var numbers = _taps + ((nint)tap * _capacity);
        for (var i = 0; i < _capacity; i += Vector<int>.Count)
        {
            (Vector.Load(sums + i) + Vector.Load(numbers + i)).Store(sums + i);
        }
    }

    /// <summary>Sets the numbers of one pixel to zero.</summary>
    public void Clear(int* sums) => new Span<int>(sums, _capacity).Clear();
}
