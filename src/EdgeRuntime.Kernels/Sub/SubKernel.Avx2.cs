using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class SubKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        SumRows.BindDifference<Avx2Lanes, Vector256<int>>(step, out kernel)
        || FloatBlocks<PairOperations.Difference, Avx2Floats, Vector256<float>>.Bind(step, out kernel);
}
