namespace EdgeRuntime.Kernels;

public static partial class QuantizeLinearKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        BindVectors<AdvSimdQuantizer<sbyte, HalvesToEven>, AdvSimdQuantizer<byte, HalvesToEven>>(step, out kernel);
}
