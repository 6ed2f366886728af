using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>One pixel times two blocks of four channels: weights stream through once.</summary>
internal unsafe struct AdvSimdTile1<TStep> : IDenseTile
    where TStep : IAdvSimdStep
{
    private sbyte* _x0;
    private nint _nextWeights;
    private nint _nextFactors;
    private Vector128<int> _a, _b, _c, _d;
    private Vector128<int> _e, _f, _g, _h;

    public static int SumLanes => 4;

    public static int TurnBytes => 64;

    public static int Pixels => 1;

    public static int BlocksAtOnce => 2;

    /// <summary>[channels / 4][depth / 16][4][16].</summary>
    public static WeightBlocks Blocks => new(4, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reach(nint nextWeights, nint nextFactors)
    {
        _nextWeights = nextWeights;
        _nextFactors = nextFactors;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Point(sbyte* first, nint strideBytes, int count)
    {
        _x0 = first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(int* factors)
    {
        (_a, _b, _c, _d) = (Vector128.Load(factors), Vector128.Load(factors + 4), Vector128.Load(factors + 8), Vector128.Load(factors + 12));
        factors += _nextFactors;
        (_e, _f, _g, _h) = (Vector128.Load(factors), Vector128.Load(factors + 4), Vector128.Load(factors + 8), Vector128.Load(factors + 12));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint offset, sbyte* weights) => AddStep(_x0 + offset, weights, weights + _nextWeights, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTwo(nint offset, sbyte* weights)
    {
        var x0 = _x0 + offset;
        var next = weights + _nextWeights;
        AddStep(x0, weights, next, 0);
        AddStep(x0, weights, next, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTurn(nint offset, sbyte* weights)
    {
        var x0 = _x0 + offset;
        var next = weights + _nextWeights;
        AddStep(x0, weights, next, 0);
        AddStep(x0, weights, next, 1);
        AddStep(x0, weights, next, 2);
        AddStep(x0, weights, next, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public sbyte* AddLast(nint offset, sbyte* weights, int count)
    {
        if (count > 8)
        {
            Add(offset, weights);
        }
        else
        {
            AddHalf(offset, weights, weights + _nextWeights);
        }

        return weights + 64;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TOutput>(AdvSimdLimits limits, int* factors, sbyte* output, nint strideBytes)
        where TOutput : IAdvSimdOutput
    {
        var first = new AdvSimdStore<TOutput>(limits, factors).Rescale(AdvSimdStore<TOutput>.Totals(_a, _b, _c, _d));
        var next = new AdvSimdStore<TOutput>(limits, factors + _nextFactors).Rescale(AdvSimdStore<TOutput>.Totals(_e, _f, _g, _h));
        limits.Narrow<TOutput>(first, next).Store(output);
    }

    /// <summary>
    /// Four products in turns, and the next weights loaded before these are added up: an in-order core waits neither for a multiplier nor for
    /// a load.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddStep(sbyte* x, sbyte* weights, sbyte* next, [ConstantExpected] int step)
    {
        var (low, high) = (Vector64.Load(x + (16 * step)), Vector64.Load(x + (16 * step) + 8));
        var (lowA, highA) = (Vector64.Load(weights + (64 * step)), Vector64.Load(weights + (64 * step) + 8));
        var (lowB, highB) = (Vector64.Load(weights + (64 * step) + 16), Vector64.Load(weights + (64 * step) + 24));
        var (lowC, highC) = (Vector64.Load(weights + (64 * step) + 32), Vector64.Load(weights + (64 * step) + 40));
        var (lowD, highD) = (Vector64.Load(weights + (64 * step) + 48), Vector64.Load(weights + (64 * step) + 56));
        var p0 = TStep.Lower(low, lowA);
        var p1 = TStep.Lower(low, lowB);
        var p2 = TStep.Lower(low, lowC);
        var p3 = TStep.Lower(low, lowD);
        _a = TStep.Begin(_a, p0);
        _b = TStep.Begin(_b, p1);
        _c = TStep.Begin(_c, p2);
        _d = TStep.Begin(_d, p3);
        p0 = TStep.Upper(p0, high, highA);
        p1 = TStep.Upper(p1, high, highB);
        p2 = TStep.Upper(p2, high, highC);
        p3 = TStep.Upper(p3, high, highD);
        (lowA, highA) = (Vector64.Load(next + (64 * step)), Vector64.Load(next + (64 * step) + 8));
        (lowB, highB) = (Vector64.Load(next + (64 * step) + 16), Vector64.Load(next + (64 * step) + 24));
        (lowC, highC) = (Vector64.Load(next + (64 * step) + 32), Vector64.Load(next + (64 * step) + 40));
        (lowD, highD) = (Vector64.Load(next + (64 * step) + 48), Vector64.Load(next + (64 * step) + 56));
        _a = AdvSimd.AddPairwiseWideningAndAdd(_a, p0);
        _b = AdvSimd.AddPairwiseWideningAndAdd(_b, p1);
        _c = AdvSimd.AddPairwiseWideningAndAdd(_c, p2);
        _d = AdvSimd.AddPairwiseWideningAndAdd(_d, p3);
        p0 = TStep.Lower(low, lowA);
        p1 = TStep.Lower(low, lowB);
        p2 = TStep.Lower(low, lowC);
        p3 = TStep.Lower(low, lowD);
        _e = TStep.Begin(_e, p0);
        _f = TStep.Begin(_f, p1);
        _g = TStep.Begin(_g, p2);
        _h = TStep.Begin(_h, p3);
        p0 = TStep.Upper(p0, high, highA);
        p1 = TStep.Upper(p1, high, highB);
        p2 = TStep.Upper(p2, high, highC);
        p3 = TStep.Upper(p3, high, highD);
        _e = AdvSimd.AddPairwiseWideningAndAdd(_e, p0);
        _f = AdvSimd.AddPairwiseWideningAndAdd(_f, p1);
        _g = AdvSimd.AddPairwiseWideningAndAdd(_g, p2);
        _h = AdvSimd.AddPairwiseWideningAndAdd(_h, p3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddHalf(nint offset, sbyte* weights, sbyte* next)
    {
        var x = Vector64.Load(_x0 + offset);
        _a = AdvSimdHalfStep.Add(_a, x, Vector64.Load(weights));
        _b = AdvSimdHalfStep.Add(_b, x, Vector64.Load(weights + 16));
        _c = AdvSimdHalfStep.Add(_c, x, Vector64.Load(weights + 32));
        _d = AdvSimdHalfStep.Add(_d, x, Vector64.Load(weights + 48));
        _e = AdvSimdHalfStep.Add(_e, x, Vector64.Load(next));
        _f = AdvSimdHalfStep.Add(_f, x, Vector64.Load(next + 16));
        _g = AdvSimdHalfStep.Add(_g, x, Vector64.Load(next + 32));
        _h = AdvSimdHalfStep.Add(_h, x, Vector64.Load(next + 48));
    }
}
