namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    private static bool BindDp(StepView step, out BoundKernel kernel)
    {
        var covers = BindDense<DpTile8>(step, out kernel);
        kernel.Run = &AdvSimdOutputs.Run<DenseLoop<DpTile8, DpTile4, DpTile1>>;
        return covers;
    }
}
