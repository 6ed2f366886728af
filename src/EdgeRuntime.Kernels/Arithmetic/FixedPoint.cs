using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The integer semantics, written once: rescaling by a real factor held as a 31-bit multiplier and a power of two, with double rounding,
/// as the TensorFlow Lite reference kernels are built by default (gemmlowp fixed point; Jacob et al. 2018, section 2.2).
/// </summary>
public static class FixedPoint
{
    /// <summary>High 32 bits of 2ab, rounded to nearest, ties up; the only overflow, both operands -2^31, saturates: exactly SQRDMULH.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SaturatingRoundingDoublingHighMul(int a, int b)
    {
        if (a == int.MinValue && b == int.MinValue)
        {
            return int.MaxValue;
        }

        // gemmlowp truncates (ab + nudge) / 2^31 with nudge 1 - 2^30 for negative ab: that is the floor of (ab + 2^30) / 2^31 for either sign.
        return (int)((((long)a * b) + (1L << 30)) >> 31);
    }

    /// <summary>x / 2^exponent rounded to nearest, ties away from zero; exponent 0..31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RoundingDivideByPowerOfTwo(int x, int exponent)
    {
        var mask = (int)((1L << exponent) - 1);
        var remainder = x & mask;
        var threshold = (mask >> 1) + (x < 0 ? 1 : 0);
        return (x >> exponent) + (remainder > threshold ? 1 : 0);
    }

    /// <summary>x * multiplier / 2^31 * 2^shift. The left shift wraps as the reference's does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MultiplyByQuantizedMultiplier(int x, int multiplier, int shift)
    {
        var leftShift = shift > 0 ? shift : 0;
        var rightShift = shift > 0 ? 0 : -shift;
        return RoundingDivideByPowerOfTwo(SaturatingRoundingDoublingHighMul(x << leftShift, multiplier), rightShift);
    }

    /// <summary>
    /// The 64-bit form for int16 activations: the multiplier is reduced to 16 bits, one rounding. |x| below 2^47, shift -31..7.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MultiplyByQuantizedMultiplier(long x, int multiplier, int shift)
    {
        var reduced = multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : 0x7FFF;
        var totalShift = 15 - shift;
        return (int)(((x * reduced) + (1L << (totalShift - 1))) >> totalShift);
    }

    /// <summary>x * 2^exponent: to the left saturating, to the right rounded as <see cref="RoundingDivideByPowerOfTwo"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SaturatingRoundingMultiplyByPowerOfTwo(int x, int exponent) =>
        exponent <= 0
            ? RoundingDivideByPowerOfTwo(x, -exponent)
            : (int)Math.Clamp((long)x << exponent, int.MinValue, int.MaxValue);

    /// <summary>(a + b) / 2 in 64 bits, half away from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RoundingHalfSum(int a, int b)
    {
        var sum = (long)a + b;
        return (int)((sum + (sum >= 0 ? 1 : -1)) / 2);
    }
}
