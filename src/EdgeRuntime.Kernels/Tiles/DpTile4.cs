using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Four pixels times eight channels with SDOT.</summary>
internal unsafe struct DpTile4 : IDenseTile
{
    private sbyte* _x0, _x1, _x2, _x3;
    private Vector128<int> _a0, _a1, _a2, _a3;
    private Vector128<int> _b0, _b1, _b2, _b3;

    public static int SumLanes => 1;

    public static int TurnBytes => 32;

    public static int Pixels => 4;

    public static int BlocksAtOnce => 1;

    /// <summary>[channels / 8][depth / 4][8][4].</summary>
    public static WeightBlocks Blocks => new(8, 4);

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
        _a0 = _a1 = _a2 = _a3 = a;
        _b0 = _b1 = _b2 = _b3 = b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint offset, sbyte* weights)
    {
        var x0 = Vector128.Load(_x0 + offset);
        var x1 = Vector128.Load(_x1 + offset);
        var x2 = Vector128.Load(_x2 + offset);
        var x3 = Vector128.Load(_x3 + offset);
        AddQuad(x0, x1, x2, x3, weights, 0);
        AddQuad(x0, x1, x2, x3, weights, 1);
        AddQuad(x0, x1, x2, x3, weights, 2);
        AddQuad(x0, x1, x2, x3, weights, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTwo(nint offset, sbyte* weights) => AddTurn(offset, weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTurn(nint offset, sbyte* weights)
    {
        Add(offset, weights);
        Add(offset + 16, weights + 128);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public sbyte* AddLast(nint offset, sbyte* weights, int count)
    {
        if (count > 8)
        {
            var x0 = Vector128.Load(_x0 + offset);
            var x1 = Vector128.Load(_x1 + offset);
            var x2 = Vector128.Load(_x2 + offset);
            var x3 = Vector128.Load(_x3 + offset);
            AddQuad(x0, x1, x2, x3, weights, 0);
            AddQuad(x0, x1, x2, x3, weights, 1);
            AddQuad(x0, x1, x2, x3, weights, 2);
            if (count > 12)
            {
                AddQuad(x0, x1, x2, x3, weights, 3);
            }
        }
        else
        {
            var x0 = Vector64.Load(_x0 + offset).ToVector128Unsafe();
            var x1 = Vector64.Load(_x1 + offset).ToVector128Unsafe();
            var x2 = Vector64.Load(_x2 + offset).ToVector128Unsafe();
            var x3 = Vector64.Load(_x3 + offset).ToVector128Unsafe();
            AddQuad(x0, x1, x2, x3, weights, 0);
            if (count > 4)
            {
                AddQuad(x0, x1, x2, x3, weights, 1);
            }
        }

        return weights + (((count + 3) & ~3) * 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TOutput>(AdvSimdLimits limits, int* factors, sbyte* output, nint strideBytes)
        where TOutput : IAdvSimdOutput
    {
        var store = new DpStore<TOutput>(limits, factors);
        output = store.Two(_a0, _b0, _a1, _b1, output, strideBytes);
        store.Two(_a2, _b2, _a3, _b3, output, strideBytes);
    }

    /// <summary>The products with the bytes 4 * <paramref name="quad"/> .. + 3 of every x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddQuad(
        Vector128<sbyte> x0, Vector128<sbyte> x1, Vector128<sbyte> x2, Vector128<sbyte> x3,
        sbyte* weights, [ConstantExpected(Max = (byte)3)] byte quad)
    {
        var a = Vector128.Load(weights + (32 * quad));
        var b = Vector128.Load(weights + (32 * quad) + 16);
        _a0 = Dp.DotProductBySelectedQuadruplet(_a0, a, x0, quad);
        _b0 = Dp.DotProductBySelectedQuadruplet(_b0, b, x0, quad);
        _a1 = Dp.DotProductBySelectedQuadruplet(_a1, a, x1, quad);
        _b1 = Dp.DotProductBySelectedQuadruplet(_b1, b, x1, quad);
        _a2 = Dp.DotProductBySelectedQuadruplet(_a2, a, x2, quad);
        _b2 = Dp.DotProductBySelectedQuadruplet(_b2, b, x2, quad);
        _a3 = Dp.DotProductBySelectedQuadruplet(_a3, a, x3, quad);
        _b3 = Dp.DotProductBySelectedQuadruplet(_b3, b, x3, quad);
    }
}
