using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>int8 input; both filters by vectors.</summary>
public static partial class SvdfKernel
{
    private static bool BindTiled<TProducts>(StepView step, out BoundKernel kernel) where TProducts : IInt16Products =>
        Bind<VectorDot<TProducts>>(step, out kernel) && step.Inputs[0].Type == ElementType.Int8
        && (step.Inputs[4].Type == ElementType.Int8 || step.Inputs[4].ZeroPoint == 0);
}
