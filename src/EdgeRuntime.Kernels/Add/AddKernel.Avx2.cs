using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class AddKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        SumRows.BindSum<Avx2Lanes, Vector256<int>>(step, out kernel)
        || FloatBlocks<PairOperations.Sum, Avx2Floats, Vector256<float>>.Bind(step, out kernel);
}
