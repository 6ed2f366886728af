using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        BindFloats<Avx2Floats, Vector256<float>>(step, out kernel) || BindPairs<Avx2PairStep, Vector256<int>>(step, out kernel);
}
