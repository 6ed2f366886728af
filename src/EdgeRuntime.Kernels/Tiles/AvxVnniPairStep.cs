using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// VPDPBUSD on 256 bits: eight channels, 32 products of unsigned x and signed weights, added without saturation (Intel SDM volume 2,
/// VPDPBUSD). x + 128 is unsigned; the bias takes the 128 back.
/// </summary>
internal readonly unsafe struct AvxVnniPairStep : IPairStep<Vector256<int>>
{
    public static int Lanes => 8;

    public static int GroupDepth => 4;

    public static int WeightBytes => 1;

    public static PairForm Form => new(1, 128, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(sbyte* source, int count, int shift, byte* target, sbyte* limit) => UnsignedBytes.Copy(source, count, target, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(int value, int count, int shift, byte* target) => UnsignedBytes.Fill((byte)(value + 128), count, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(int* source) => Avx.LoadVector256(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> sums, int* target) => Avx.Store(target, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Weights(sbyte* source) => Avx.LoadVector256(source).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Group(byte* source) => Avx2.BroadcastScalarToVector256((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sums, Vector256<int> x, Vector256<int> weights) =>
        AvxVnni.MultiplyWideningAndAdd(sums, x.AsByte(), weights.AsSByte());

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
    public static Vector256<int> RescaleBounded(Vector256<int> sums, in PairFactors<Vector256<int>> factors) =>
        Avx2PairStep.RescaleBounded(Avx2.Add(sums, sums), factors);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> RescaleFloat(Vector256<int> sums, in PairFloats<Vector256<int>> factors) =>
        Avx2PairStep.RescaleFloat(sums, factors);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rescale(Vector256<int> sums, Vector256<int> multipliers, Vector256<int> shifts) =>
        Avx2PairStep.Rescale(sums, multipliers, shifts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Narrow(Vector256<int> values) => Avx2PairStep.Narrow(values);
}
