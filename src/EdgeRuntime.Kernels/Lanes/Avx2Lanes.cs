using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Thirty-two elements in four vectors. VPMULDQ on even and odd lanes; bits 31..62 of each product are kept.</summary>
internal readonly unsafe struct Avx2Lanes : IInt32Lanes<Vector256<int>>
{
    public static int BlockLength => 32;

    public static Vector256<int> ZeroPoint(int zeroPoint) => Vector256.Create(zeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(sbyte* x, Vector256<int> zeroPoint, out Vector256<int> a, out Vector256<int> b, out Vector256<int> c, out Vector256<int> d)
    {
        (a, b) = (Avx2.Subtract(Avx2.ConvertToVector256Int32(x), zeroPoint), Avx2.Subtract(Avx2.ConvertToVector256Int32(x + 8), zeroPoint));
        (c, d) = (Avx2.Subtract(Avx2.ConvertToVector256Int32(x + 16), zeroPoint), Avx2.Subtract(Avx2.ConvertToVector256Int32(x + 24), zeroPoint));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadFine(sbyte* x, Vector256<int> zeroPoint, out Vector256<int> a, out Vector256<int> b, out Vector256<int> c, out Vector256<int> d)
    {
        Load(x, zeroPoint, out a, out b, out c, out d);
        (a, b) = (Avx2.ShiftLeftLogical(a, 20), Avx2.ShiftLeftLogical(b, 20));
        (c, d) = (Avx2.ShiftLeftLogical(c, 20), Avx2.ShiftLeftLogical(d, 20));
    }

    public static LimitLanes<Vector256<int>> Limits(OutputLimits limits) => new(
        Vector256.Create((short)limits.ZeroPoint).AsInt32(),
        Vector256.Create((sbyte)limits.Min).AsInt32(),
        Vector256.Create((sbyte)limits.Max).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d, in LimitLanes<Vector256<int>> limits, sbyte* y)
    {
        var zeroPoint = limits.ZeroPoint.AsInt16();
        var lower = Avx2.AddSaturate(Avx2.PackSignedSaturate(a, b), zeroPoint);
        var upper = Avx2.AddSaturate(Avx2.PackSignedSaturate(c, d), zeroPoint);

        // Packing works on 128-bit halves, so groups of four come out as a0 b0 c0 d0 a1 b1 c1 d1.
        var bytes = Avx2.PermuteVar8x32(Avx2.PackSignedSaturate(lower, upper).AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsSByte();
        Avx.Store(y, Avx2.Min(Avx2.Max(bytes, limits.Min.AsSByte()), limits.Max.AsSByte()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => Avx2.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Subtract(Vector256<int> a, Vector256<int> b) => Avx2.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Multiply(Vector256<int> a, Vector256<int> b) => Avx2.MultiplyLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Half(Vector256<int> x) => Avx2.ShiftRightArithmetic(x, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AddHalf(Vector256<int> sum, Vector256<int> x) => Avx2.Add(sum, Half(x));

    public static RescaleLanes<Vector256<int>> Factor(QuantizedMultiplier multiplier) => new(
        Vector256.Create(multiplier.Multiplier),
        Vector256.Create(-multiplier.Shift),
        Vector256.Create((int)((1L << -multiplier.Shift) >> 1)),
        Vector256.Create(multiplier.Shift < 0 ? -1 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rescale(Vector256<int> x, in RescaleLanes<Vector256<int>> factor)
    {
        var high = HighMultiply(x, factor.Multiplier);
        return Round(high, Avx2.And(high, factor.Tie), factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> RescaleDown(Vector256<int> x, in RescaleLanes<Vector256<int>> factor)
    {
        var high = HighMultiply(x, factor.Multiplier);
        return Round(high, high, factor);
    }

    /// <summary>SQRDMULH.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> HighMultiply(Vector256<int> x, Vector256<int> multiplier)
    {
        var unit = Vector256.Create(1L << 30);
        var even = Avx2.Add(Avx2.Multiply(x, multiplier), unit);
        var odd = Avx2.Add(Avx2.Multiply(Avx2.ShiftRightLogical(x.AsInt64(), 32).AsInt32(), multiplier), unit);
        return Avx2.Blend(Avx2.ShiftRightLogical(even, 31).AsInt32(), Avx2.ShiftLeftLogical(odd, 1).AsInt32(), 0b10101010);
    }

    /// <summary>Half away from zero: half of the unit up, and one down again where <paramref name="sign"/> is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Round(Vector256<int> high, Vector256<int> sign, in RescaleLanes<Vector256<int>> factor) =>
        Avx2.ShiftRightArithmeticVariable(
            Avx2.Add(Avx2.Add(high, factor.Half), Avx2.ShiftRightArithmetic(sign, 31)), factor.RightShift.AsUInt32());
}
