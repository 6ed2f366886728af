using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    /// <summary>A step of at most eight channels fills the lanes of <see cref="BindAvx2"/> only.</summary>
    private static bool BindAvx512BW(StepView step, out BoundKernel kernel) =>
        BindPairs<Avx512PairStep, Vector512<int>>(step, out kernel) && step.Outputs[0].Shape[3] > Avx2PairStep.Lanes;
}
