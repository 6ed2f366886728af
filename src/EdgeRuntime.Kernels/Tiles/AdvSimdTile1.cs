using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>One pixel times four channels: weights stream through once.</summary>
internal unsafe struct AdvSimdTile1<TStep> : IDenseTile
    where TStep : IAdvSimdStep
{
    private sbyte* _x0;
    private Vector128<int> _a0, _b0, _c0, _d0;

    public static int SumLanes => 4;

    public static int TurnBytes => 64;

    public static int Pixels => 1;

    /// <summary>[channels / 4][depth / 16][4][16].</summary>
    public static WeightBlocks Blocks => new(4, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Point(sbyte* first, nint strideBytes, int count)
    {
        _x0 = first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(int* factors)
    {
        var a = Vector128.Load(factors);
        var b = Vector128.Load(factors + 4);
        var c = Vector128.Load(factors + 8);
        var d = Vector128.Load(factors + 12);
        _a0 = a;
        _b0 = b;
        _c0 = c;
        _d0 = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint offset, sbyte* weights) => AddStep(_x0 + offset, weights, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTurn(nint offset, sbyte* weights)
    {
        var x0 = _x0 + offset;
        AddStep(x0, weights, 0);
        AddStep(x0, weights, 1);
        AddStep(x0, weights, 2);
        AddStep(x0, weights, 3);
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
        store.One(AdvSimdStore<TOutput>.Totals(_a0, _b0, _c0, _d0), output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddStep(sbyte* x0, sbyte* weights, [ConstantExpected] int step)
    {
        var (low0, high0) = (Vector64.Load(x0 + (16 * step)), Vector64.Load(x0 + (16 * step) + 8));
        var low = Vector64.Load(weights + (64 * step));
        var high = Vector64.Load(weights + (64 * step) + 8);
        _a0 = TStep.Add(_a0, low0, high0, low, high);
        low = Vector64.Load(weights + (64 * step) + 16);
        high = Vector64.Load(weights + (64 * step) + 24);
        _b0 = TStep.Add(_b0, low0, high0, low, high);
        low = Vector64.Load(weights + (64 * step) + 32);
        high = Vector64.Load(weights + (64 * step) + 40);
        _c0 = TStep.Add(_c0, low0, high0, low, high);
        low = Vector64.Load(weights + (64 * step) + 48);
        high = Vector64.Load(weights + (64 * step) + 56);
        _d0 = TStep.Add(_d0, low0, high0, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddHalf(nint offset, sbyte* weights)
    {
        var x0 = Vector64.Load(_x0 + offset);
        var w = Vector64.Load(weights);
        _a0 = AdvSimdHalfStep.Add(_a0, x0, w);
        w = Vector64.Load(weights + 16);
        _b0 = AdvSimdHalfStep.Add(_b0, x0, w);
        w = Vector64.Load(weights + 32);
        _c0 = AdvSimdHalfStep.Add(_c0, x0, w);
        w = Vector64.Load(weights + 48);
        _d0 = AdvSimdHalfStep.Add(_d0, x0, w);
    }
}
