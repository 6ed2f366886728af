using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        BindTiled<AdvSimdDepthwiseStep, Sums128, AdvSimdRescaleStep>(step, out kernel);

    private static bool BindDp(StepView step, out BoundKernel kernel) =>
        BindTiled<DpDepthwiseStep, Sums128, AdvSimdRescaleStep>(step, out kernel);

    /// <summary>Sixteen sums in the order of channels.</summary>
    internal struct Sums128
    {
        public Vector128<int> A;
        public Vector128<int> B;
        public Vector128<int> C;
        public Vector128<int> D;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums128 sums, int* target)
        {
            sums.A.Store(target);
            sums.B.Store(target + 4);
            sums.C.Store(target + 8);
            sums.D.Store(target + 12);
        }
    }

    /// <summary>Two taps interleaved by ZIP, so that SADALP adds the neighbouring products of SMULL.</summary>
    private readonly struct AdvSimdDepthwiseStep : IDepthwiseStep<Sums128>
    {
        public static int Taps => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums128 Add(Sums128 sums, sbyte** taps, nint offset, sbyte* weights)
        {
            var (x0, x1) = (Vector128.Load(taps[0] + offset), Vector128.Load(taps[1] + offset));
            var (low, high) = (AdvSimd.Arm64.ZipLow(x0, x1), AdvSimd.Arm64.ZipHigh(x0, x1));
            var (lowWeights, highWeights) = (Vector128.Load(weights), Vector128.Load(weights + 16));
            sums.A = AdvSimd.AddPairwiseWideningAndAdd(sums.A, AdvSimd.MultiplyWideningLower(low.GetLower(), lowWeights.GetLower()));
            sums.B = AdvSimd.AddPairwiseWideningAndAdd(sums.B, AdvSimd.MultiplyWideningUpper(low, lowWeights));
            sums.C = AdvSimd.AddPairwiseWideningAndAdd(sums.C, AdvSimd.MultiplyWideningLower(high.GetLower(), highWeights.GetLower()));
            sums.D = AdvSimd.AddPairwiseWideningAndAdd(sums.D, AdvSimd.MultiplyWideningUpper(high, highWeights));
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums128 sums, int* target) => Sums128.Store(sums, target);
    }
}
