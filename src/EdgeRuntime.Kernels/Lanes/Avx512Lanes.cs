using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Sixty-four elements in four vectors, otherwise as <see cref="Avx2Lanes"/>.</summary>
internal readonly unsafe struct Avx512Lanes : IInt32Lanes<Vector512<int>>
{
    public static int BlockLength => 64;

    public static Vector512<int> ZeroPoint(int zeroPoint) => Vector512.Create(zeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(sbyte* x, Vector512<int> zeroPoint, out Vector512<int> a, out Vector512<int> b, out Vector512<int> c, out Vector512<int> d)
    {
        (a, b) = (Widened(x, zeroPoint), Widened(x + 16, zeroPoint));
        (c, d) = (Widened(x + 32, zeroPoint), Widened(x + 48, zeroPoint));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadFine(sbyte* x, Vector512<int> zeroPoint, out Vector512<int> a, out Vector512<int> b, out Vector512<int> c, out Vector512<int> d)
    {
        Load(x, zeroPoint, out a, out b, out c, out d);
        (a, b) = (Avx512F.ShiftLeftLogical(a, 20), Avx512F.ShiftLeftLogical(b, 20));
        (c, d) = (Avx512F.ShiftLeftLogical(c, 20), Avx512F.ShiftLeftLogical(d, 20));
    }

    public static LimitLanes<Vector512<int>> Limits(OutputLimits limits) => new(
        Vector512.Create((short)limits.ZeroPoint).AsInt32(),
        Vector512.Create((sbyte)limits.Min).AsInt32(),
        Vector512.Create((sbyte)limits.Max).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d, in LimitLanes<Vector512<int>> limits, sbyte* y)
    {
        var zeroPoint = limits.ZeroPoint.AsInt16();
        var lower = Avx512BW.AddSaturate(Avx512BW.PackSignedSaturate(a, b), zeroPoint);
        var upper = Avx512BW.AddSaturate(Avx512BW.PackSignedSaturate(c, d), zeroPoint);

        // Packing works within 128 bits, so groups of four come out as a0 b0 c0 d0 a1 b1 c1 d1 ...
        var order = Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        var bytes = Avx512F.PermuteVar16x32(Avx512BW.PackSignedSaturate(lower, upper).AsInt32(), order).AsSByte();
        Avx512BW.Min(Avx512BW.Max(bytes, limits.Min.AsSByte()), limits.Max.AsSByte()).Store(y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => Avx512F.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Subtract(Vector512<int> a, Vector512<int> b) => Avx512F.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Multiply(Vector512<int> a, Vector512<int> b) => Avx512F.MultiplyLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Half(Vector512<int> x) => Avx512F.ShiftRightArithmetic(x, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddHalf(Vector512<int> sum, Vector512<int> x) => Avx512F.Add(sum, Half(x));

    public static RescaleLanes<Vector512<int>> Factor(QuantizedMultiplier multiplier) => new(
        Vector512.Create(multiplier.Multiplier),
        Vector512.Create(-multiplier.Shift),
        Vector512.Create((int)((1L << -multiplier.Shift) >> 1)),
        Vector512.Create(multiplier.Shift < 0 ? -1 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Rescale(Vector512<int> x, in RescaleLanes<Vector512<int>> factor)
    {
        var high = HighMultiply(x, factor.Multiplier);
        return Round(high, Avx512F.And(high, factor.Tie), factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RescaleDown(Vector512<int> x, in RescaleLanes<Vector512<int>> factor)
    {
        var high = HighMultiply(x, factor.Multiplier);
        return Round(high, high, factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widened(sbyte* x, Vector512<int> zeroPoint) =>
        Avx512F.Subtract(Avx512F.ConvertToVector512Int32(Vector128.Load(x)), zeroPoint);

    /// <summary>SQRDMULH.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> HighMultiply(Vector512<int> x, Vector512<int> multiplier)
    {
        var unit = Vector512.Create(1L << 30);
        var even = Avx512F.Add(Avx512F.Multiply(x, multiplier), unit);
        var odd = Avx512F.Add(Avx512F.Multiply(Avx512F.ShiftRightLogical(x.AsInt64(), 32).AsInt32(), multiplier), unit);
        return Vector512.ConditionalSelect(
            Vector512.Create(0xFFFF_FFFFL).AsInt32(), Avx512F.ShiftRightLogical(even, 31).AsInt32(), Avx512F.ShiftLeftLogical(odd, 1).AsInt32());
    }

    /// <summary>Half away from zero: half of the unit up, and one down again where <paramref name="sign"/> is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Round(Vector512<int> high, Vector512<int> sign, in RescaleLanes<Vector512<int>> factor) =>
        Avx512F.ShiftRightArithmeticVariable(
            Avx512F.Add(Avx512F.Add(high, factor.Half), Avx512F.ShiftRightArithmetic(sign, 31)), factor.RightShift.AsUInt32());
}
