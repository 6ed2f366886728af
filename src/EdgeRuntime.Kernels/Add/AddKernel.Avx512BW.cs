using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class AddKernel
{
    private static bool BindAvx512BW(StepView step, out BoundKernel kernel) => SumRows.BindSum<Avx512Lanes, Vector512<int>>(step, out kernel);
}
