namespace EdgeRuntime.Kernels;

public static partial class QuantizeKernel
{
    /// <summary>Real numbers to int8 and uint8.</summary>
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        QuantizerLoop.Bind<Avx2Quantizer<sbyte, HalvesAwayFromZero>, Avx2Quantizer<byte, HalvesAwayFromZero>, Real<sbyte>, Real<byte>>(step, out kernel);
}
