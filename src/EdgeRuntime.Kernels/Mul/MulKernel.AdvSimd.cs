using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class MulKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        BindTiled<AdvSimdLanes, Vector128<int>>(step, out kernel)
        || FloatBlocks<PairOperations.Product, AdvSimdFloats, Vector128<float>>.Bind(step, out kernel);
}
