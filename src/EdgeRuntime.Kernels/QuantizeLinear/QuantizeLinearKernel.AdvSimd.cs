namespace EdgeRuntime.Kernels;

public static partial class QuantizeLinearKernel
{
    /// <summary>Real numbers to int8 and uint8.</summary>
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel) =>
        QuantizerLoop.Bind<AdvSimdQuantizer<sbyte, HalvesToEven>, AdvSimdQuantizer<byte, HalvesToEven>, Step<sbyte>, Step<byte>>(step, out kernel);
}
