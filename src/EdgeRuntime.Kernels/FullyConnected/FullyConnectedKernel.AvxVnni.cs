using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class FullyConnectedKernel
{
    private static bool BindAvxVnni(StepView step, out BoundKernel kernel) => BindPairs<AvxVnniPairStep, Vector256<int>>(step, out kernel);
}
