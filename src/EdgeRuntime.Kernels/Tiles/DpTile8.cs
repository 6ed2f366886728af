using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Eight pixels times eight channels with SDOT: 64 of them for 8 loads of pixels and 4 pair loads of weights.</summary>
internal unsafe struct DpTile8 : IDenseTile
{
    private sbyte* _x0, _x1, _x2, _x3, _x4, _x5, _x6, _x7;
    private Vector128<int> _a0, _a1, _a2, _a3, _a4, _a5, _a6, _a7;
    private Vector128<int> _b0, _b1, _b2, _b3, _b4, _b5, _b6, _b7;

    public static int SumLanes => 1;

    public static int TurnBytes => 32;

    public static int Pixels => 8;

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
        if (count >= 8)
        {
            _x1 = _x0 + strideBytes;
            _x2 = _x1 + strideBytes;
            _x3 = _x2 + strideBytes;
            _x4 = _x3 + strideBytes;
            _x5 = _x4 + strideBytes;
            _x6 = _x5 + strideBytes;
            _x7 = _x6 + strideBytes;
        }
        else
        {
            _x1 = first + (Math.Min(1, count - 1) * strideBytes);
            _x2 = first + (Math.Min(2, count - 1) * strideBytes);
            _x3 = first + (Math.Min(3, count - 1) * strideBytes);
            _x4 = first + (Math.Min(4, count - 1) * strideBytes);
            _x5 = first + (Math.Min(5, count - 1) * strideBytes);
            _x6 = first + (Math.Min(6, count - 1) * strideBytes);
            _x7 = first + (Math.Min(7, count - 1) * strideBytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(int* factors)
    {
        var a = Vector128.Load(factors);
        var b = Vector128.Load(factors + 4);
        _a0 = _a1 = _a2 = _a3 = _a4 = _a5 = _a6 = _a7 = a;
        _b0 = _b1 = _b2 = _b3 = _b4 = _b5 = _b6 = _b7 = b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint offset, sbyte* weights)
    {
        var x0 = Vector128.Load(_x0 + offset);
        var x1 = Vector128.Load(_x1 + offset);
        var x2 = Vector128.Load(_x2 + offset);
        var x3 = Vector128.Load(_x3 + offset);
        var x4 = Vector128.Load(_x4 + offset);
        var x5 = Vector128.Load(_x5 + offset);
        var x6 = Vector128.Load(_x6 + offset);
        var x7 = Vector128.Load(_x7 + offset);
        AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 0);
        AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 1);
        AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 2);
        AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 3);
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
            var x4 = Vector128.Load(_x4 + offset);
            var x5 = Vector128.Load(_x5 + offset);
            var x6 = Vector128.Load(_x6 + offset);
            var x7 = Vector128.Load(_x7 + offset);
            AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 0);
            AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 1);
            AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 2);
            if (count > 12)
            {
                AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 3);
            }
        }
        else
        {
            var x0 = Vector64.Load(_x0 + offset).ToVector128Unsafe();
            var x1 = Vector64.Load(_x1 + offset).ToVector128Unsafe();
            var x2 = Vector64.Load(_x2 + offset).ToVector128Unsafe();
            var x3 = Vector64.Load(_x3 + offset).ToVector128Unsafe();
            var x4 = Vector64.Load(_x4 + offset).ToVector128Unsafe();
            var x5 = Vector64.Load(_x5 + offset).ToVector128Unsafe();
            var x6 = Vector64.Load(_x6 + offset).ToVector128Unsafe();
            var x7 = Vector64.Load(_x7 + offset).ToVector128Unsafe();
            AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 0);
            if (count > 4)
            {
                AddQuad(x0, x1, x2, x3, x4, x5, x6, x7, weights, 1);
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
        output = store.Two(_a2, _b2, _a3, _b3, output, strideBytes);
        output = store.Two(_a4, _b4, _a5, _b5, output, strideBytes);
        store.Two(_a6, _b6, _a7, _b7, output, strideBytes);
    }

    /// <summary>The products with the bytes 4 * <paramref name="quad"/> .. + 3 of every x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddQuad(
        Vector128<sbyte> x0, Vector128<sbyte> x1, Vector128<sbyte> x2, Vector128<sbyte> x3,
        Vector128<sbyte> x4, Vector128<sbyte> x5, Vector128<sbyte> x6, Vector128<sbyte> x7,
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
        _a4 = Dp.DotProductBySelectedQuadruplet(_a4, a, x4, quad);
        _b4 = Dp.DotProductBySelectedQuadruplet(_b4, b, x4, quad);
        _a5 = Dp.DotProductBySelectedQuadruplet(_a5, a, x5, quad);
        _b5 = Dp.DotProductBySelectedQuadruplet(_b5, b, x5, quad);
        _a6 = Dp.DotProductBySelectedQuadruplet(_a6, a, x6, quad);
        _b6 = Dp.DotProductBySelectedQuadruplet(_b6, b, x6, quad);
        _a7 = Dp.DotProductBySelectedQuadruplet(_a7, a, x7, quad);
        _b7 = Dp.DotProductBySelectedQuadruplet(_b7, b, x7, quad);
    }
}
