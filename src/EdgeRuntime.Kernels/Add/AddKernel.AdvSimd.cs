using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class AddKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        SumRows.BindSum<AdvSimdLanes, Vector128<int>>(step, out kernel)
        || FloatBlocks<PairOperations.Sum, AdvSimdFloats, Vector128<float>>.Bind(step, out kernel);
}
