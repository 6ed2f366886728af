namespace EdgeRuntime.Kernels;

public static partial class QuantizeLinearKernel
{
    /// <summary>Real numbers to int8 and uint8.</summary>
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        QuantizerLoop.Bind<Avx2Quantizer<sbyte, HalvesToEven>, Avx2Quantizer<byte, HalvesToEven>, Step<sbyte>, Step<byte>>(step, out kernel);
}
