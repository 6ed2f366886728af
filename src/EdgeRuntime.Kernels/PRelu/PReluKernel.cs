using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = x[i] at least 0 ? x[i] : alpha[i] * x[i], alpha broadcast to the shape of x; the output may be the own bytes of x.
/// Quantized: either branch with its own factor to the output's scale, inputScale / outputScale or inputScale * alphaScale / outputScale.
/// </summary>
public static partial class PReluKernel
{
    public static Kernel Kernel { get; } = new(OpCode.PRelu,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
