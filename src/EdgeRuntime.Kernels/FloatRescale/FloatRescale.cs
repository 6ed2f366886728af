using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Rescaling in single precision: round(sum * scale + offset), ties to even, then limited. Three or four instructions where the double
/// rounding of <see cref="FixedPoint"/> takes ten; only for channels that <see cref="FloatRescaleProof"/> shows to come out the same. VFMADD: every
/// CPU with AVX2 has it.
/// </summary>
/// <param name="Scale">Output units of a sum's unit.</param>
/// <param name="Offset">The output zero point and what moves every step to the right side, for sums from 0 on.</param>
/// <param name="NegativeOffset">The same for sums below 0: the double rounding goes away from zero. Equal where all steps lie on one side.</param>
internal readonly record struct FloatRescale(float Scale, float Offset, float NegativeOffset)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> OneSided(Vector256<int> sums, Vector256<float> scale, Vector256<float> offset) =>
        Avx.ConvertToVector256Int32(Fma.MultiplyAdd(Avx.ConvertToVector256Single(sums), scale, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> TwoSided(
        Vector256<int> sums, Vector256<float> scale, Vector256<float> offset, Vector256<float> negativeOffset) =>
        OneSided(sums, scale, Avx.BlendVariable(offset, negativeOffset, sums.AsSingle()));
}
