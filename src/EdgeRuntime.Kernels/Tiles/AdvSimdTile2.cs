using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Two pixels times four channels.</summary>
internal unsafe struct AdvSimdTile2<TStep> : IDenseTile
    where TStep : IAdvSimdStep
{
    private sbyte* _x0, _x1;
    private Vector128<int> _a0, _b0, _c0, _d0;
    private Vector128<int> _a1, _b1, _c1, _d1;

    public static int SumLanes => 4;

    public static int TurnBytes => 64;

    public static int Pixels => 2;

    public static int BlocksAtOnce => 1;

    /// <summary>[channels / 4][depth / 16][4][16].</summary>
    public static WeightBlocks Blocks => new(4, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Reach(nint nextWeights, nint nextFactors)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Point(sbyte* first, nint strideBytes, int count)
    {
        _x0 = first;
        if (count >= 2)
        {
            _x1 = _x0 + strideBytes;
        }
        else
        {
            _x1 = first + (Math.Min(1, count - 1) * strideBytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(int* factors)
    {
        var a = Vector128.Load(factors);
        var b = Vector128.Load(factors + 4);
        var c = Vector128.Load(factors + 8);
        var d = Vector128.Load(factors + 12);
        _a0 = _a1 = a;
        _b0 = _b1 = b;
        _c0 = _c1 = c;
        _d0 = _d1 = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint offset, sbyte* weights) => AddStep(_x0 + offset, _x1 + offset, weights, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTwo(nint offset, sbyte* weights)
    {
        var x0 = _x0 + offset;
        var x1 = _x1 + offset;
        AddStep(x0, x1, weights, 0);
        AddStep(x0, x1, weights, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTurn(nint offset, sbyte* weights)
    {
        var x0 = _x0 + offset;
        var x1 = _x1 + offset;
        AddStep(x0, x1, weights, 0);
        AddStep(x0, x1, weights, 1);
        AddStep(x0, x1, weights, 2);
        AddStep(x0, x1, weights, 3);
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
            AddHalf(offset, weights);
        }

        return weights + 64;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TOutput>(AdvSimdLimits limits, int* factors, sbyte* output, nint strideBytes)
        where TOutput : IAdvSimdOutput
    {
        var store = new AdvSimdStore<TOutput>(limits, factors);
        store.Two(AdvSimdStore<TOutput>.Totals(_a0, _b0, _c0, _d0), AdvSimdStore<TOutput>.Totals(_a1, _b1, _c1, _d1), output, strideBytes);
    }

    /// <summary>
    /// Four products in turns, and the next weights loaded before these are added up: an in-order core waits neither for a multiplier nor for
    /// a load.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddStep(sbyte* x0, sbyte* x1, sbyte* weights, [ConstantExpected] int step)
    {
        var (low0, high0) = (Vector64.Load(x0 + (16 * step)), Vector64.Load(x0 + (16 * step) + 8));
        var (low1, high1) = (Vector64.Load(x1 + (16 * step)), Vector64.Load(x1 + (16 * step) + 8));
        var lowA = Vector64.Load(weights + (64 * step));
        var highA = Vector64.Load(weights + (64 * step) + 8);
        var lowB = Vector64.Load(weights + (64 * step) + 16);
        var highB = Vector64.Load(weights + (64 * step) + 24);
        var p0 = TStep.Lower(low0, lowA);
        var p1 = TStep.Lower(low1, lowA);
        var p2 = TStep.Lower(low0, lowB);
        var p3 = TStep.Lower(low1, lowB);
        _a0 = TStep.Begin(_a0, p0);
        _a1 = TStep.Begin(_a1, p1);
        _b0 = TStep.Begin(_b0, p2);
        _b1 = TStep.Begin(_b1, p3);
        p0 = TStep.Upper(p0, high0, highA);
        p1 = TStep.Upper(p1, high1, highA);
        p2 = TStep.Upper(p2, high0, highB);
        p3 = TStep.Upper(p3, high1, highB);
        lowA = Vector64.Load(weights + (64 * step) + 32);
        highA = Vector64.Load(weights + (64 * step) + 40);
        lowB = Vector64.Load(weights + (64 * step) + 48);
        highB = Vector64.Load(weights + (64 * step) + 56);
        _a0 = AdvSimd.AddPairwiseWideningAndAdd(_a0, p0);
        _a1 = AdvSimd.AddPairwiseWideningAndAdd(_a1, p1);
        _b0 = AdvSimd.AddPairwiseWideningAndAdd(_b0, p2);
        _b1 = AdvSimd.AddPairwiseWideningAndAdd(_b1, p3);
        p0 = TStep.Lower(low0, lowA);
        p1 = TStep.Lower(low1, lowA);
        p2 = TStep.Lower(low0, lowB);
        p3 = TStep.Lower(low1, lowB);
        _c0 = TStep.Begin(_c0, p0);
        _c1 = TStep.Begin(_c1, p1);
        _d0 = TStep.Begin(_d0, p2);
        _d1 = TStep.Begin(_d1, p3);
        p0 = TStep.Upper(p0, high0, highA);
        p1 = TStep.Upper(p1, high1, highA);
        p2 = TStep.Upper(p2, high0, highB);
        p3 = TStep.Upper(p3, high1, highB);
        _c0 = AdvSimd.AddPairwiseWideningAndAdd(_c0, p0);
        _c1 = AdvSimd.AddPairwiseWideningAndAdd(_c1, p1);
        _d0 = AdvSimd.AddPairwiseWideningAndAdd(_d0, p2);
        _d1 = AdvSimd.AddPairwiseWideningAndAdd(_d1, p3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddHalf(nint offset, sbyte* weights)
    {
        var x0 = Vector64.Load(_x0 + offset);
        var x1 = Vector64.Load(_x1 + offset);
        var w = Vector64.Load(weights);
        _a0 = AdvSimdHalfStep.Add(_a0, x0, w);
        _a1 = AdvSimdHalfStep.Add(_a1, x1, w);
        w = Vector64.Load(weights + 16);
        _b0 = AdvSimdHalfStep.Add(_b0, x0, w);
        _b1 = AdvSimdHalfStep.Add(_b1, x1, w);
        w = Vector64.Load(weights + 32);
        _c0 = AdvSimdHalfStep.Add(_c0, x0, w);
        _c1 = AdvSimdHalfStep.Add(_c1, x1, w);
        w = Vector64.Load(weights + 48);
        _d0 = AdvSimdHalfStep.Add(_d0, x0, w);
        _d1 = AdvSimdHalfStep.Add(_d1, x1, w);
    }
}
