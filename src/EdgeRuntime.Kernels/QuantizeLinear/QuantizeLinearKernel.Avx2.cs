namespace EdgeRuntime.Kernels;

public static partial class QuantizeLinearKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel) =>
        BindVectors<Avx2Quantizer<sbyte, HalvesToEven>, Avx2Quantizer<byte, HalvesToEven>>(step, out kernel);
}
