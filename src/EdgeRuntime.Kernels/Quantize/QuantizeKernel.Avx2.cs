namespace EdgeRuntime.Kernels;

public static partial class QuantizeKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        BindVectors<Avx2Quantizer<sbyte, HalvesAwayFromZero>, Avx2Quantizer<byte, HalvesAwayFromZero>>(step, out kernel);
}
