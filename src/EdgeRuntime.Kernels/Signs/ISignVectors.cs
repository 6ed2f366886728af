using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>The vectors of a tile's channels, for one row: their weights, or their counts.</summary>
internal unsafe interface ISignVectors<TSelf>
    where TSelf : struct, ISignVectors<TSelf>
{
    /// <summary>A word of every channel.</summary>
    static abstract TSelf Load(uint* words);

    /// <summary>Adds where a row's word differs from those of <paramref name="weights"/>.</summary>
    void AddDifferences(uint word, in TSelf weights);

    /// <summary>Sums bytes into counts, as <see cref="ISignLanes{TVector}.Widen"/> does.</summary>
    void Widen(int* counts, bool isFirst);
}

internal unsafe struct TwoSignVectors<TLanes, TVector> : ISignVectors<TwoSignVectors<TLanes, TVector>>
    where TLanes : ISignLanes<TVector>
    where TVector : unmanaged
{
    private TVector _a, _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoSignVectors<TLanes, TVector> Load(uint* words) =>
        new() { _a = TLanes.Load(words), _b = TLanes.Load(words + TLanes.Channels) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddDifferences(uint word, in TwoSignVectors<TLanes, TVector> weights)
    {
        var signs = TLanes.Spread(word);
        _a = TLanes.AddDifferences(_a, signs, weights._a);
        _b = TLanes.AddDifferences(_b, signs, weights._b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Widen(int* counts, bool isFirst)
    {
        TLanes.Widen(_a, counts, isFirst);
        TLanes.Widen(_b, counts + TLanes.Channels, isFirst);
    }
}

internal unsafe struct FourSignVectors<TLanes, TVector> : ISignVectors<FourSignVectors<TLanes, TVector>>
    where TLanes : ISignLanes<TVector>
    where TVector : unmanaged
{
    private TVector _a, _b, _c, _d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourSignVectors<TLanes, TVector> Load(uint* words) => new()
    {
        _a = TLanes.Load(words),
        _b = TLanes.Load(words + TLanes.Channels),
        _c = TLanes.Load(words + (2 * TLanes.Channels)),
        _d = TLanes.Load(words + (3 * TLanes.Channels)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddDifferences(uint word, in FourSignVectors<TLanes, TVector> weights)
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
