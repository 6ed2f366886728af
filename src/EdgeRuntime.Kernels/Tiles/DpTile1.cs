using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>One pixel times eight channels with SDOT: weights stream through once.</summary>
internal unsafe struct DpTile1 : IDenseTile
{
    private sbyte* _x0;
    private Vector128<int> _a0;
    private Vector128<int> _b0;

    public static int SumLanes => 1;

    public static int TurnBytes => 32;

    public static int Pixels => 1;

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
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(int* factors)
    {
        var a = Vector128.Load(factors);
        var b = Vector128.Load(factors + 4);
        _a0 = a;
        _b0 = b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint offset, sbyte* weights)
    {
        var x0 = Vector128.Load(_x0 + offset);
        AddQuad(x0, weights, 0);
        AddQuad(x0, weights, 1);
        AddQuad(x0, weights, 2);
        AddQuad(x0, weights, 3);
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
            AddQuad(x0, weights, 0);
            AddQuad(x0, weights, 1);
            AddQuad(x0, weights, 2);
            if (count > 12)
            {
                AddQuad(x0, weights, 3);
            }
        }
        else
        {
            var x0 = Vector64.Load(_x0 + offset).ToVector128Unsafe();
            AddQuad(x0, weights, 0);
            if (count > 4)
            {
                AddQuad(x0, weights, 1);
            }
        }

        return weights + (((count + 3) & ~3) * 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TOutput>(AdvSimdLimits limits, int* factors, sbyte* output, nint strideBytes)
        where TOutput : IAdvSimdOutput
    {
        var store = new DpStore<TOutput>(limits, factors);
        store.One(_a0, _b0, output);
    }

    /// <summary>The products with the bytes 4 * <paramref name="quad"/> .. + 3 of every x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddQuad(
        Vector128<sbyte> x0,
        sbyte* weights, [ConstantExpected(Max = (byte)3)] byte quad)
    {
        var a = Vector128.Load(weights + (32 * quad));
        var b = Vector128.Load(weights + (32 * quad) + 16);
        _a0 = Dp.DotProductBySelectedQuadruplet(_a0, a, x0, quad);
        _b0 = Dp.DotProductBySelectedQuadruplet(_b0, b, x0, quad);
    }
}
