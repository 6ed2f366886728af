using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[kept] = sum over the averaged axes of input / n, n averaged elements. Quantized: the integer sum of input - inputZeroPoint is
/// rescaled once by inputScale / outputScale / n. Any rank and axes. The output aliases nothing. Units are the output's elements.
/// </summary>
public static partial class MeanKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Mean,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled),
        new("Avx2", CpuFeatures.Avx2, BindTiled),
        KernelVariant.Reference(BindReference),
    ]);
}
