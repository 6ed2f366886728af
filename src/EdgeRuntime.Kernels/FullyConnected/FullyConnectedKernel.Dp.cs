using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class FullyConnectedKernel
{
    private static bool BindDp(StepView step, out BoundKernel kernel)
    {
        var covers = BindTiled(step, out kernel);
        kernel.Run = &RunTiled<DpDotStep, Vector128<sbyte>, Vector128<int>, AdvSimdRescaleStep>;
        return covers;
    }
}
