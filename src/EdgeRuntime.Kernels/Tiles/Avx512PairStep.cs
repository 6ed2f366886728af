using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>VPMADDWD on 512 bits: sixteen channels, 32 products.</summary>
/// <typeparam name="TWeight">How weights lie in memory: sbyte, or short where they were widened when the model was bound.</typeparam>
internal readonly unsafe struct Avx512PairStep<TWeight> : IPairStep<Vector512<int>>
    where TWeight : unmanaged
{
    public static int Lanes => 16;

    public static int GroupDepth => 2;

    public static int WeightBytes => sizeof(TWeight);

    public static PairForm Form => WidenedBytes.Form;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(sbyte* source, int count, int shift, byte* target, sbyte* limit) =>
        WidenedBytes.Copy(source, count, shift, (short*)target, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(int value, int count, int shift, byte* target) => WidenedBytes.Fill((short)(value << shift), count, (short*)target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source) => Avx512F.LoadVector512(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sums, int* target) => Avx512F.Store(target, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Weights(sbyte* source) =>
        sizeof(TWeight) == sizeof(short)
            ? Avx512F.LoadVector512((int*)source)
            : Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(source)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Group(byte* source) => Create(*(int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAdd(Vector512<int> sums, Vector512<int> x, Vector512<int> weights) =>
        Avx512F.Add(sums, Avx512BW.MultiplyAddAdjacent(x.AsInt16(), weights.AsInt16()));

    public static bool HalvesProducts => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAddTwo(
        Vector512<int> sums, Vector512<int> x0, Vector512<int> x1, Vector512<int> weights0, Vector512<int> weights1) =>
        Avx512F.Add(
            sums, Avx512BW.MultiplyAddAdjacent(Avx512BW.Add(x0.AsInt16(), weights1.AsInt16()), Avx512BW.Add(x1.AsInt16(), weights0.AsInt16())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => Avx512F.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Create(int value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RescaleBounded(Vector512<int> sums, in PairFactors<Vector512<int>> factors)
    {
        var even = Avx512F.Add(Avx512F.Multiply(sums, factors.Even), factors.EvenRounding.AsInt64());
        var odd = Avx512F.Add(
            Avx512F.Multiply(Avx512F.ShiftRightLogical(sums.AsInt64(), 32).AsInt32(), factors.Odd), factors.OddRounding.AsInt64());
        var high = Upper(Avx512F.Shuffle(even.AsInt32(), 0b11_11_01_01).AsInt64(), odd);
        return Avx512F.ShiftRightArithmeticVariable(Avx512F.Add(high, Avx512F.ShiftRightArithmetic(sums, 31)), factors.Right.AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RescaleFloat(Vector512<int> sums, in PairFloats<Vector512<int>> factors)
    {
        var offset = Vector512.ConditionalSelect(Vector512.LessThan(sums, Vector512<int>.Zero), factors.NegativeOffset, factors.Offset);
        return Avx512F.ConvertToVector512Int32(
            Avx512F.FusedMultiplyAdd(Avx512F.ConvertToVector512Single(sums), factors.Scale.AsSingle(), offset.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Rescale(Vector512<int> sums, Vector512<int> multipliers, Vector512<int> shifts)
    {
        var left = Avx512F.Max(shifts, Vector512<int>.Zero);
        var right = Avx512F.Max(Avx512F.Subtract(Vector512<int>.Zero, shifts), Vector512<int>.Zero);
        var x = Avx512F.ShiftLeftLogicalVariable(sums, left.AsUInt32());
        var half = Vector512.Create(1L << 30);
        var even = Avx512F.Add(Avx512F.Multiply(x, multipliers), half);
        var odd = Avx512F.Add(
            Avx512F.Multiply(Avx512F.ShiftRightLogical(x.AsInt64(), 32).AsInt32(), Avx512F.ShiftRightLogical(multipliers.AsInt64(), 32).AsInt32()), half);
        var high = Upper(Avx512F.ShiftRightLogical(even, 31), Avx512F.ShiftLeftLogical(odd, 1));

        var mask = Avx512F.Subtract(Avx512F.ShiftLeftLogicalVariable(Vector512<int>.One, right.AsUInt32()), Vector512<int>.One);
        var threshold = Avx512F.Subtract(Avx512F.ShiftRightLogical(mask, 1), Avx512F.ShiftRightArithmetic(high, 31));
        var roundUp = Vector512.GreaterThan(Avx512F.And(high, mask), threshold);
        return Avx512F.Subtract(Avx512F.ShiftRightArithmeticVariable(high, right.AsUInt32()), roundUp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Narrow(Vector512<int> values) => Avx512F.ConvertToVector128SByteWithSaturation(values);

    /// <summary>The odd lanes of <paramref name="odd"/>, the even ones of <paramref name="even"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Upper(Vector512<long> even, Vector512<long> odd) =>
        Avx512F.BlendVariable(odd.AsInt32(), even.AsInt32(), Vector512.Create(0xFFFFFFFFL).AsInt32());
}
