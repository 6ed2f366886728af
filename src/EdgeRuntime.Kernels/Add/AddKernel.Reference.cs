using static EdgeRuntime.Kernels.PairOperations;

namespace EdgeRuntime.Kernels;

public static partial class AddKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) =>
        PairLoops.BindArithmetic<Sum, ScaledStep<Sum, sbyte>, ScaledStep<Sum, byte>, ScaledStep<Sum, short>>(step, out kernel);
}
