using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, o] = finish(bias[o] + Σ over input elements (inY, inX) and taps (ky, kx) with
/// inY * strideH - padTop + ky = y and inX * strideW - padLeft + kx = x, and channels c, of
/// (input[n, inY, inX, c] - inputZeroPoint) * weights[o, ky, kx, c]). Gathered per output, so nothing is written twice.
/// input (n, inH, inW, inC), weights (outC, kernelH, kernelW, inC), bias (outC) or none, output (n, outH, outW, outC).
/// The output aliases nothing. Units are the n * outH output rows.
/// </summary>
public static partial class TransposeConvKernel
{
    public static Kernel Kernel { get; } = new(OpCode.TransposeConv,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
