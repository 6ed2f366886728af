using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Four pixels times four channels; each sum is spread over a register, the bias in its first lane, and added up at the end.</summary>
internal unsafe struct AdvSimdTile4<TStep> : IDenseTile
    where TStep : IAdvSimdStep
{
    private sbyte* _x0, _x1, _x2, _x3;
    private Vector128<int> _a0, _b0, _c0, _d0;
    private Vector128<int> _a1, _b1, _c1, _d1;
    private Vector128<int> _a2, _b2, _c2, _d2;
    private Vector128<int> _a3, _b3, _c3, _d3;

    public static int SumLanes => 4;

    public static int TurnBytes => 64;

    public static int Pixels => 4;

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
        if (count >= 4)
        {
            _x1 = _x0 + strideBytes;
            _x2 = _x1 + strideBytes;
            _x3 = _x2 + strideBytes;
        }
        else
        {
            _x1 = first + (Math.Min(1, count - 1) * strideBytes);
            _x2 = first + (Math.Min(2, count - 1) * strideBytes);
            _x3 = first + (Math.Min(3, count - 1) * strideBytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(int* factors)
    {
        var a = Vector128.Load(factors);
        var b = Vector128.Load(factors + 4);
        var c = Vector128.Load(factors + 8);
        var d = Vector128.Load(factors + 12);
        _a0 = _a1 = _a2 = _a3 = a;
        _b0 = _b1 = _b2 = _b3 = b;
        _c0 = _c1 = _c2 = _c3 = c;
        _d0 = _d1 = _d2 = _d3 = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint offset, sbyte* weights) => AddStep(_x0 + offset, _x1 + offset, _x2 + offset, _x3 + offset, weights, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTwo(nint offset, sbyte* weights)
    {
        var x0 = _x0 + offset;
        var x1 = _x1 + offset;
        var x2 = _x2 + offset;
        var x3 = _x3 + offset;
        AddStep(x0, x1, x2, x3, weights, 0);
        AddStep(x0, x1, x2, x3, weights, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTurn(nint offset, sbyte* weights)
    {
        var x0 = _x0 + offset;
        var x1 = _x1 + offset;
        var x2 = _x2 + offset;
        var x3 = _x3 + offset;
        AddStep(x0, x1, x2, x3, weights, 0);
        AddStep(x0, x1, x2, x3, weights, 1);
        AddStep(x0, x1, x2, x3, weights, 2);
        AddStep(x0, x1, x2, x3, weights, 3);
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
        store.Four(
            AdvSimdStore<TOutput>.Totals(_a0, _b0, _c0, _d0),
            AdvSimdStore<TOutput>.Totals(_a1, _b1, _c1, _d1),
            AdvSimdStore<TOutput>.Totals(_a2, _b2, _c2, _d2),
            AdvSimdStore<TOutput>.Totals(_a3, _b3, _c3, _d3),
            output,
            strideBytes);
    }

    /// <summary>
    /// Four products in turns, and the next weights loaded before these are added up: an in-order core waits neither for a multiplier nor for
    /// a load.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddStep(sbyte* x0, sbyte* x1, sbyte* x2, sbyte* x3, sbyte* weights, [ConstantExpected] int step)
    {
        var (low0, high0) = (Vector64.Load(x0 + (16 * step)), Vector64.Load(x0 + (16 * step) + 8));
        var (low1, high1) = (Vector64.Load(x1 + (16 * step)), Vector64.Load(x1 + (16 * step) + 8));
        var (low2, high2) = (Vector64.Load(x2 + (16 * step)), Vector64.Load(x2 + (16 * step) + 8));
        var (low3, high3) = (Vector64.Load(x3 + (16 * step)), Vector64.Load(x3 + (16 * step) + 8));
        var low = Vector64.Load(weights + (64 * step));
        var high = Vector64.Load(weights + (64 * step) + 8);
        var p0 = TStep.Lower(low0, low);
        var p1 = TStep.Lower(low1, low);
        var p2 = TStep.Lower(low2, low);
        var p3 = TStep.Lower(low3, low);
        _a0 = TStep.Begin(_a0, p0);
        _a1 = TStep.Begin(_a1, p1);
        _a2 = TStep.Begin(_a2, p2);
        _a3 = TStep.Begin(_a3, p3);
        p0 = TStep.Upper(p0, high0, high);
        p1 = TStep.Upper(p1, high1, high);
        p2 = TStep.Upper(p2, high2, high);
        p3 = TStep.Upper(p3, high3, high);
        low = Vector64.Load(weights + (64 * step) + 16);
        high = Vector64.Load(weights + (64 * step) + 24);
        _a0 = AdvSimd.AddPairwiseWideningAndAdd(_a0, p0);
        _a1 = AdvSimd.AddPairwiseWideningAndAdd(_a1, p1);
        _a2 = AdvSimd.AddPairwiseWideningAndAdd(_a2, p2);
        _a3 = AdvSimd.AddPairwiseWideningAndAdd(_a3, p3);
        p0 = TStep.Lower(low0, low);
        p1 = TStep.Lower(low1, low);
        p2 = TStep.Lower(low2, low);
        p3 = TStep.Lower(low3, low);
        _b0 = TStep.Begin(_b0, p0);
        _b1 = TStep.Begin(_b1, p1);
        _b2 = TStep.Begin(_b2, p2);
        _b3 = TStep.Begin(_b3, p3);
        p0 = TStep.Upper(p0, high0, high);
        p1 = TStep.Upper(p1, high1, high);
        p2 = TStep.Upper(p2, high2, high);
        p3 = TStep.Upper(p3, high3, high);
        low = Vector64.Load(weights + (64 * step) + 32);
        high = Vector64.Load(weights + (64 * step) + 40);
        _b0 = AdvSimd.AddPairwiseWideningAndAdd(_b0, p0);
        _b1 = AdvSimd.AddPairwiseWideningAndAdd(_b1, p1);
        _b2 = AdvSimd.AddPairwiseWideningAndAdd(_b2, p2);
        _b3 = AdvSimd.AddPairwiseWideningAndAdd(_b3, p3);
        p0 = TStep.Lower(low0, low);
        p1 = TStep.Lower(low1, low);
        p2 = TStep.Lower(low2, low);
        p3 = TStep.Lower(low3, low);
        _c0 = TStep.Begin(_c0, p0);
        _c1 = TStep.Begin(_c1, p1);
        _c2 = TStep.Begin(_c2, p2);
        _c3 = TStep.Begin(_c3, p3);
        p0 = TStep.Upper(p0, high0, high);
        p1 = TStep.Upper(p1, high1, high);
        p2 = TStep.Upper(p2, high2, high);
        p3 = TStep.Upper(p3, high3, high);
        low = Vector64.Load(weights + (64 * step) + 48);
        high = Vector64.Load(weights + (64 * step) + 56);
        _c0 = AdvSimd.AddPairwiseWideningAndAdd(_c0, p0);
        _c1 = AdvSimd.AddPairwiseWideningAndAdd(_c1, p1);
        _c2 = AdvSimd.AddPairwiseWideningAndAdd(_c2, p2);
        _c3 = AdvSimd.AddPairwiseWideningAndAdd(_c3, p3);
        p0 = TStep.Lower(low0, low);
        p1 = TStep.Lower(low1, low);
        p2 = TStep.Lower(low2, low);
        p3 = TStep.Lower(low3, low);
        _d0 = TStep.Begin(_d0, p0);
        _d1 = TStep.Begin(_d1, p1);
        _d2 = TStep.Begin(_d2, p2);
        _d3 = TStep.Begin(_d3, p3);
        p0 = TStep.Upper(p0, high0, high);
        p1 = TStep.Upper(p1, high1, high);
        p2 = TStep.Upper(p2, high2, high);
        p3 = TStep.Upper(p3, high3, high);
        _d0 = AdvSimd.AddPairwiseWideningAndAdd(_d0, p0);
        _d1 = AdvSimd.AddPairwiseWideningAndAdd(_d1, p1);
        _d2 = AdvSimd.AddPairwiseWideningAndAdd(_d2, p2);
        _d3 = AdvSimd.AddPairwiseWideningAndAdd(_d3, p3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddHalf(nint offset, sbyte* weights)
    {
        var x0 = Vector64.Load(_x0 + offset);
        var x1 = Vector64.Load(_x1 + offset);
        var x2 = Vector64.Load(_x2 + offset);
        var x3 = Vector64.Load(_x3 + offset);
        var w = Vector64.Load(weights);
        _a0 = AdvSimdHalfStep.Add(_a0, x0, w);
        _a1 = AdvSimdHalfStep.Add(_a1, x1, w);
        _a2 = AdvSimdHalfStep.Add(_a2, x2, w);
        _a3 = AdvSimdHalfStep.Add(_a3, x3, w);
        w = Vector64.Load(weights + 16);
        _b0 = AdvSimdHalfStep.Add(_b0, x0, w);
        _b1 = AdvSimdHalfStep.Add(_b1, x1, w);
        _b2 = AdvSimdHalfStep.Add(_b2, x2, w);
        _b3 = AdvSimdHalfStep.Add(_b3, x3, w);
        w = Vector64.Load(weights + 32);
        _c0 = AdvSimdHalfStep.Add(_c0, x0, w);
        _c1 = AdvSimdHalfStep.Add(_c1, x1, w);
        _c2 = AdvSimdHalfStep.Add(_c2, x2, w);
        _c3 = AdvSimdHalfStep.Add(_c3, x3, w);
        w = Vector64.Load(weights + 48);
        _d0 = AdvSimdHalfStep.Add(_d0, x0, w);
        _d1 = AdvSimdHalfStep.Add(_d1, x1, w);
        _d2 = AdvSimdHalfStep.Add(_d2, x2, w);
        _d3 = AdvSimdHalfStep.Add(_d3, x3, w);
    }
}
