using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, c] = activation(max) over the elements input[n, y * strideH - padTop + ky, x * strideW - padLeft + kx, c] that lie
/// inside the input. Quantized: on the stored integers; input and output are taken to share their quantization.
/// input (n, inH, inW, c), output (n, outH, outW, c). The output aliases nothing. Units are the n * outH rows.
/// </summary>
public static partial class MaxPool2DKernel
{
    public static Kernel Kernel { get; } = new(OpCode.MaxPool2D,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled),
        new("Avx2", CpuFeatures.Avx2, BindTiled),
        KernelVariant.Reference(BindReference),
    ]);
}
