namespace EdgeRuntime.Kernels;

public static partial class MinimumKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) => PairLoops.BindStored<PairOperations.Smaller>(step, out kernel);
}
