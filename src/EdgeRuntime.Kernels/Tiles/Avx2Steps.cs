using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>VPMULDQ on even and odd lanes; bits 31..62 of each product are kept.</summary>
internal readonly struct Avx2RescaleStep : IRescaleStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> x, Vector128<int> multipliers, Vector128<int> shifts)
    {
        var left = Sse41.Max(shifts, Vector128<int>.Zero);
        var right = Sse41.Max(Sse2.Subtract(Vector128<int>.Zero, shifts), Vector128<int>.Zero);
        x = Avx2.ShiftLeftLogicalVariable(x, left.AsUInt32());

        var half = Vector128.Create(1L << 30);
        var even = Sse2.Add(Sse41.Multiply(x, multipliers), half);
        var odd = Sse2.Add(
            Sse41.Multiply(Sse2.ShiftRightLogical(x.AsInt64(), 32).AsInt32(), Sse2.ShiftRightLogical(multipliers.AsInt64(), 32).AsInt32()), half);
        var high = Avx2.Blend(Sse2.ShiftRightLogical(even, 31).AsInt32(), Sse2.ShiftLeftLogical(odd, 1).AsInt32(), 0b1010);

        var mask = Sse2.Subtract(Avx2.ShiftLeftLogicalVariable(Vector128<int>.One, right.AsUInt32()), Vector128<int>.One);
        var threshold = Sse2.Subtract(Sse2.ShiftRightLogical(mask, 1), Sse2.ShiftRightArithmetic(high, 31));
        var roundUp = Sse2.CompareGreaterThan(Sse2.And(high, mask), threshold);
        return Sse2.Subtract(Avx2.ShiftRightArithmeticVariable(high, right.AsUInt32()), roundUp);
    }
}
