namespace EdgeRuntime.Kernels;

public static partial class QuantizeKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        BindVectors<AdvSimdQuantizer<sbyte, HalvesAwayFromZero>, AdvSimdQuantizer<byte, HalvesAwayFromZero>>(step, out kernel);
}
