using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel)
    {
        var covers = BindTiled(step, out kernel);
        kernel.Run = &RunTiled<Avx2DotStep, Vector256<short>, Vector256<int>, Avx2RescaleStep>;
        return covers;
    }
}
