namespace EdgeRuntime.Kernels;

public static partial class MaximumKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) => PairLoops.BindStored<PairOperations.Larger>(step, out kernel);
}
