using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, o] = finish(bias[o] + Σ over taps (ky, kx) inside the input and channels c of o's group of
/// (input[n, y * strideH - padTop + ky * dilationH, x * strideW - padLeft + kx * dilationW, c] - inputZeroPoint) * weights[o, ky, kx, c]).
/// input (n, inH, inW, inC), weights (outC, kernelH, kernelW, inC / groups), bias (outC) or none, output (n, outH, outW, outC).
/// The output aliases nothing. Units are the n * outH output rows, or the n * outH * outW output pixels, see <see cref="PixelUnits"/>.
/// </summary>
public static partial class Conv2DKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Conv2D,
    [
        KernelVariant.Sparse("Dp", CpuFeatures.AdvSimd | CpuFeatures.Dp, BindSparseDp),
        new("Dp", CpuFeatures.AdvSimd | CpuFeatures.Dp, BindDp),
        KernelVariant.Sparse("AdvSimd", CpuFeatures.AdvSimd, BindSparseAdvSimd),
        new("AdvSimd", CpuFeatures.AdvSimd, BindAdvSimd),
        KernelVariant.Runs("AdvSimd", CpuFeatures.AdvSimd, BindRuns<AdvSimdProducts>),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.Avx512BW | CpuFeatures.Avx512Vbmi | CpuFeatures.AvxVnni, BindPixelLanes),
        KernelVariant.Sparse("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni | CpuFeatures.FastAvxVnni, BindSparseAvxVnni),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni | CpuFeatures.FastAvxVnni, BindFastAvxVnni),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.Avx512BW | CpuFeatures.AvxVnni, BindDeepAvxVnni),
        KernelVariant.Sparse("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindSparseAvx512BW),
        new("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindAvx512BW),
        KernelVariant.Sparse("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni, BindSparseAvxVnni),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni, BindAvxVnni),
        KernelVariant.Sparse("Avx2", CpuFeatures.Avx2, BindSparseAvx2),
        KernelVariant.Winograd("Avx2", CpuFeatures.Avx2, BindWinogradAvx2),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Runs("Avx2", CpuFeatures.Avx2, BindRuns<Avx2Products>),
        KernelVariant.Reference(BindReference),
    ]);

    private static UnitBytes WindowUnits(StepView step)
    {
        var record = step.Record<Conv2D>();
        return UnitBytes.Windows(step, ((step.Inputs[1].Shape[1] - 1) * record.DilationH) + 1, record.StrideH, record.PadTop);
    }
}
