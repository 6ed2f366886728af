using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = activation(a[i] - b[i]), a and b broadcast to the output's shape; the output may be the own bytes of an input
/// of that shape. Quantized: both inputs rescaled to twice the larger scale, see <see cref="ScaledSum"/>. int32 wraps.
/// </summary>
public static partial class SubKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Sub,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindAdvSimd),
        new("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindAvx512BW),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Reference(BindReference),
    ]);
}
