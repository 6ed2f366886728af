using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = clamp(round(x[i] / scale) + zeroPoint), halves to the even integer; not-a-number gives the zero point.
/// </summary>
public static partial class QuantizeLinearKernel
{
    public static Kernel Kernel { get; } = new(OpCode.QuantizeLinear,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindAdvSimd),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Reference(BindReference),
    ]);
}
