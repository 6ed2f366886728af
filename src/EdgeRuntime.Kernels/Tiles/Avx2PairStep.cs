using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>VPMADDWD on 256 bits: eight channels, 16 products. Exact, unlike VPMADDUBSW, which saturates.</summary>
internal readonly unsafe struct Avx2PairStep : IPairStep<Vector256<int>>
{
    public static int Lanes => 8;

    public static int GroupDepth => 2;

    public static int WeightBytes => 1;

    public static PairForm Form => WidenedBytes.Form;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(sbyte* source, int count, int shift, byte* target, sbyte* limit) =>
        WidenedBytes.Copy(source, count, shift, (short*)target, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(int value, int count, int shift, byte* target) => WidenedBytes.Fill((short)(value << shift), count, (short*)target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(int* source) => Avx.LoadVector256(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> sums, int* target) => Avx.Store(target, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Weights(sbyte* source) => Avx2.ConvertToVector256Int16(source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Group(byte* source) => Avx2.BroadcastScalarToVector256((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sums, Vector256<int> x, Vector256<int> weights) =>
        Avx2.Add(sums, Avx2.MultiplyAddAdjacent(x.AsInt16(), weights.AsInt16()));

    public static bool HalvesProducts => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAddTwo(
        Vector256<int> sums, Vector256<int> x0, Vector256<int> x1, Vector256<int> weights0, Vector256<int> weights1) =>
        MultiplyAdd(MultiplyAdd(sums, x0, weights0), x1, weights1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => Avx2.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Create(int value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> RescaleBounded(Vector256<int> sums, in PairFactors<Vector256<int>> factors)
    {
        var even = Avx2.Add(Avx2.Multiply(sums, factors.Even), factors.EvenRounding.AsInt64());
        var odd = Avx2.Add(
            Avx2.Multiply(Avx2.ShiftRightLogical(sums.AsInt64(), 32).AsInt32(), factors.Odd), factors.OddRounding.AsInt64());
        var high = Avx2.Blend(Avx2.ShiftRightLogical(even, 32).AsInt32(), odd.AsInt32(), 0b10101010);
        return Avx2.ShiftRightArithmeticVariable(Avx2.Add(high, Avx2.ShiftRightArithmetic(sums, 31)), factors.Right.AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> RescaleFloat(Vector256<int> sums, in PairFloats<Vector256<int>> factors) =>
        FloatRescale.TwoSided(sums, factors.Scale.AsSingle(), factors.Offset.AsSingle(), factors.NegativeOffset.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rescale(Vector256<int> sums, Vector256<int> multipliers, Vector256<int> shifts)
    {
        var left = Avx2.Max(shifts, Vector256<int>.Zero);
        var right = Avx2.Max(Avx2.Subtract(Vector256<int>.Zero, shifts), Vector256<int>.Zero);
        var x = Avx2.ShiftLeftLogicalVariable(sums, left.AsUInt32());
        var half = Vector256.Create(1L << 30);
        var even = Avx2.Add(Avx2.Multiply(x, multipliers), half);
        var odd = Avx2.Add(
            Avx2.Multiply(Avx2.ShiftRightLogical(x.AsInt64(), 32).AsInt32(), Avx2.ShiftRightLogical(multipliers.AsInt64(), 32).AsInt32()), half);
        var high = Avx2.Blend(Avx2.ShiftRightLogical(even, 31).AsInt32(), Avx2.ShiftLeftLogical(odd, 1).AsInt32(), 0b10101010);

        var one = Vector256.Create(1);
        var mask = Avx2.Subtract(Avx2.ShiftLeftLogicalVariable(one, right.AsUInt32()), one);
        var threshold = Avx2.Subtract(Avx2.ShiftRightLogical(mask, 1), Avx2.ShiftRightArithmetic(high, 31));
        var roundUp = Avx2.CompareGreaterThan(Avx2.And(high, mask), threshold);
        return Avx2.Subtract(Avx2.ShiftRightArithmeticVariable(high, right.AsUInt32()), roundUp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Narrow(Vector256<int> values)
    {
        var shorts = Sse2.PackSignedSaturate(values.GetLower(), values.GetUpper());
        return Sse2.PackSignedSaturate(shorts, shorts);
    }
}
