using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class FullyConnectedKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel) => BindPairs<Avx2PairStep, Vector256<int>>(step, out kernel);
}
