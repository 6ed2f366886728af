using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class SubKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        SumRows.BindDifference<AdvSimdLanes, Vector128<int>>(step, out kernel)
        || FloatBlocks<PairOperations.Difference, AdvSimdFloats, Vector128<float>>.Bind(step, out kernel);
}
