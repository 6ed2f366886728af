using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class SubKernel
{
    private static bool BindAvx512BW(StepView step, out BoundKernel kernel) => SumRows.BindDifference<Avx512Lanes, Vector512<int>>(step, out kernel);
}
