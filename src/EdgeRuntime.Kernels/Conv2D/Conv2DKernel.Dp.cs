namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    private static bool BindDp(StepView step, out BoundKernel kernel)
    {
        var covers = BindDense<DpTile8>(step, out kernel);
        kernel.Run = &RunDense<DpTile8, DpTile4, DpTile1>;
        return covers;
    }
}
