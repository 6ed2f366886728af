using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class FullyConnectedKernel
{
    private static bool BindAvx512BW(StepView step, out BoundKernel kernel) => BindPairs<Avx512PairStep<sbyte>, Vector512<int>>(step, out kernel);
}
