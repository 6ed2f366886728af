using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class FullyConnectedKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel)
    {
        var covers = BindTiled(step, out kernel);
        kernel.Run = &RunAdvSimd;
        return covers;
    }

    private static void RunAdvSimd(StepContext* step, int begin, int end, int worker)
    {
        if (((DotWeights*)step->Prepared)->FullRange)
        {
            RunTiled<AdvSimdFullRangeDotStep, Vector128<sbyte>, Vector128<int>, AdvSimdRescaleStep>(step, begin, end, worker);
        }
        else
        {
            RunTiled<AdvSimdDotStep, Vector128<sbyte>, Vector128<int>, AdvSimdRescaleStep>(step, begin, end, worker);
        }
    }
}
