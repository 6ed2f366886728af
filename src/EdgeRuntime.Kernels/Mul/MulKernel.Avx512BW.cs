using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static partial class MulKernel
{
    private static bool BindAvx512BW(StepView step, out BoundKernel kernel) => BindTiled<Avx512Lanes, Vector512<int>>(step, out kernel);
}
