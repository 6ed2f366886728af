using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, o] = finish(bias[o] + Σ over taps (ky, kx) inside the input of
/// (input[n, y * strideH - padTop + ky * dilationH, x * strideW - padLeft + kx * dilationW, o / depthMultiplier] - inputZeroPoint)
/// * weights[0, ky, kx, o]). input (n, inH, inW, inC), weights (1, kernelH, kernelW, outC), bias (outC) or none, output (n, outH, outW, outC).
/// The output aliases nothing. Units are the n * outH output rows.
/// </summary>
public static partial class DepthwiseConv2DKernel
{
    public static Kernel Kernel { get; } = new(OpCode.DepthwiseConv2D,
    [
        new("Dp", CpuFeatures.AdvSimd | CpuFeatures.Dp, BindDp),
        new("AdvSimd", CpuFeatures.AdvSimd, BindAdvSimd),
        KernelVariant.Runs("AdvSimd", CpuFeatures.AdvSimd, BindRuns<AdvSimdProducts>),
        new("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindAvx512BW),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni | CpuFeatures.FastAvxVnni, BindAvxVnniColumns),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.Avx512BW | CpuFeatures.AvxVnni, BindWideAvxVnni),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni, BindAvxVnni),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Runs("Avx2", CpuFeatures.Avx2, BindRuns<Avx2Products>),
        KernelVariant.Reference(BindReference),
    ]);

    /// <summary>A step's window, for what a convolution of any kind reads its rows with.</summary>
    private static Conv2D WindowOf(in DepthwiseConv2D record) => new()
    {
        StrideH = record.StrideH,
        StrideW = record.StrideW,
        DilationH = record.DilationH,
        DilationW = record.DilationW,
        PadTop = record.PadTop,
        PadLeft = record.PadLeft,
    };
}
