using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = clamp(round(x[i] / outputScale) + outputZeroPoint), ties away from zero; from integers
/// clamp(rescale(x[i] - inputZeroPoint) + outputZeroPoint). The output may be the input's own bytes where both elements have one size.
/// </summary>
public static partial class QuantizeKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Quantize,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindAdvSimd),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Reference(BindReference),
    ]);
}
