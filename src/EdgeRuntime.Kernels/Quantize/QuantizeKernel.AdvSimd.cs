namespace EdgeRuntime.Kernels;

public static partial class QuantizeKernel
{
    /// <summary>Real numbers to int8 and uint8.</summary>
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        QuantizerLoop.Bind<AdvSimdQuantizer<sbyte, HalvesAwayFromZero>, AdvSimdQuantizer<byte, HalvesAwayFromZero>, Real<sbyte>, Real<byte>>(step, out kernel);
}
