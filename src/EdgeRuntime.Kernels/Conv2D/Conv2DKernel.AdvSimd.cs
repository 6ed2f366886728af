using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel)
    {
        if (BindFloats<AdvSimdFloats, Vector128<float>>(step, out kernel))
        {
            return true;
        }

        var covers = BindDense<AdvSimdTile4<AdvSimdStep>>(step, out kernel);
        kernel.Run = &RunAdvSimd;
        return covers;
    }

    private static void RunAdvSimd(StepContext* step, int begin, int end, int worker)
    {
        if (((DenseWeights*)step->Prepared)->FullRange)
        {
            AdvSimdOutputs.Run<DenseLoop<AdvSimdTile4<AdvSimdFullRangeStep>, AdvSimdTile2<AdvSimdFullRangeStep>, AdvSimdTile1<AdvSimdFullRangeStep>>>(
                step, begin, end, worker);
        }
        else
        {
            AdvSimdOutputs.Run<DenseLoop<AdvSimdTile4<AdvSimdStep>, AdvSimdTile2<AdvSimdStep>, AdvSimdTile1<AdvSimdStep>>>(
                step, begin, end, worker);
        }
    }
}
