using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>VPMADDWD on 512 bits: sixteen channels, 32 products.</summary>
internal readonly unsafe struct Avx512PairStep : IPairStep<Vector512<int>>
{
    public static int Lanes => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source) => Avx512F.LoadVector512(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sums, int* target) => Avx512F.Store(target, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Weights(sbyte* source) => Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(source)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Pair(short* source) => Create(*(int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Multiply(Vector512<int> x, Vector512<int> weights) =>
        Avx512BW.MultiplyAddAdjacent(x.AsInt16(), weights.AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => Avx512F.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Create(int value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairFactors<Vector512<int>> Factors(int* multipliers, int* shifts)
    {
        var even = Load(multipliers);
        var right = Avx512F.Subtract(Vector512<int>.Zero, Load(shifts));
        var half = Avx512F.ShiftRightLogical(Avx512F.ShiftLeftLogicalVariable(Vector512<int>.One, right.AsUInt32()), 1);
        return new(even, Avx512F.ShiftRightLogical(even.AsInt64(), 32).AsInt32(), right, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RescaleBounded(Vector512<int> sums, in PairFactors<Vector512<int>> factors)
    {
        // Of (2 * sum * multiplier + 2^31) the upper half is the doubling high product, rounded.
        var half = Vector512.Create(1L << 31);
        var twice = Avx512F.Add(sums, sums);
        var even = Avx512F.Add(Avx512F.Multiply(twice, factors.Even), half);
        var odd = Avx512F.Add(Avx512F.Multiply(Avx512F.ShiftRightLogical(twice.AsInt64(), 32).AsInt32(), factors.Odd), half);
        var high = Upper(Avx512F.ShiftRightLogical(even, 32), odd);

        // Ties go away from zero: one less for negative numbers.
        var rounded = Avx512F.Add(Avx512F.Add(high, factors.Half), Avx512F.ShiftRightArithmetic(high, 31));
        return Avx512F.ShiftRightArithmeticVariable(rounded, factors.Right.AsUInt32());
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
    public static Vector128<sbyte> Narrow(Vector512<int> scaled, Vector512<int> zeroPoint, Vector128<sbyte> min, Vector128<sbyte> max) =>
        Sse41.Min(Sse41.Max(Avx512F.ConvertToVector128SByteWithSaturation(Avx512F.Add(scaled, zeroPoint)), min), max);

    /// <summary>The odd lanes of <paramref name="odd"/>, the even ones of <paramref name="even"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Upper(Vector512<long> even, Vector512<long> odd) =>
        Avx512F.BlendVariable(even.AsInt32(), odd.AsInt32(), Vector512.Create(0xFFFFFFFF00000000UL).AsInt32());
}
