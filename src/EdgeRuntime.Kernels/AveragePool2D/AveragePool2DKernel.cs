using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, c] = activation(sum / count) over the count elements input[n, y * strideH - padTop + ky, x * strideW - padLeft + kx, c]
/// that lie inside the input. Quantized: the stored integers are averaged, rounded to nearest, ties away from zero; input and output
/// are taken to share their quantization. input (n, inH, inW, c), output (n, outH, outW, c). The output aliases nothing. Units are the n * outH rows.
/// </summary>
public static partial class AveragePool2DKernel
{
    public static Kernel Kernel { get; } = new(OpCode.AveragePool2D,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled),
        new("Avx2", CpuFeatures.Avx2, BindTiled),
        KernelVariant.Reference(BindReference),
    ]);
}
