using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, o] = finish(Σ over ky, kx, c of input[n, y * strideH - padTop + ky * dilationH, x * strideW - padLeft + kx * dilationW, c]
/// * weights[o, ky, kx, c]) = finish(depth - 2 * popcount(window ^ weights[o])); taps outside the input see the record's padding.
/// input (n, inH, inW, words), weights (outC, kernelH, kernelW, words), numbers of the channels, output (n, outH, outW, outC): signs, int8 or float32.
/// The output aliases nothing. Units are the n * outH output rows.
/// </summary>
public static partial class BinaryConv2DKernel
{
    public static Kernel Kernel { get; } = new(OpCode.BinaryConv2D,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled<AdvSimdSigns, Vector128<byte>>),
        new("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindTiled<Avx512Signs, Vector512<byte>>),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Reference(BindReference),
    ]);
}
