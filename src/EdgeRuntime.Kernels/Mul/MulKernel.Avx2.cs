using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class MulKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        BindTiled<Avx2Lanes, Vector256<int>>(step, out kernel)
        || FloatBlocks<PairOperations.Product, Avx2Floats, Vector256<float>>.Bind(step, out kernel);
}
