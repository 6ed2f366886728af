using static EdgeRuntime.Kernels.PairOperations;

namespace EdgeRuntime.Kernels;

public static partial class SubKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) =>
        PairLoops.BindArithmetic<Difference, ScaledStep<Difference, sbyte>, ScaledStep<Difference, byte>, ScaledStep<Difference, short>>(step, out kernel);
}
