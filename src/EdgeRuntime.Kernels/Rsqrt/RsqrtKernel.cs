using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = 1 / sqrt(x[i]); the output may be the input's own bytes.
/// Quantized: <see cref="FixedPointRsqrt"/> of the centred integer with 20 extra bits, rescaled by 1 / (sqrt(inputScale) * outputScale);
/// integers at or below the zero point give the largest output.
/// </summary>
public static partial class RsqrtKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Rsqrt,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
