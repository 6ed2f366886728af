using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class FullyConnectedKernel
{
    /// <summary>Depth from which products, rather than what comes with a block of channels, decide.</summary>
    private const int FastDepth = 128;

    private static bool BindAvxVnni(StepView step, out BoundKernel kernel) => BindPairs<AvxVnniPairStep, Vector256<int>>(step, out kernel);

    private static bool BindFastAvxVnni(StepView step, out BoundKernel kernel) =>
        BindAvxVnni(step, out kernel) && step.Inputs[1].Shape[1] >= FastDepth;
}
