using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[o, c, n] = x[o, c, n] / (bias + alpha / size * sum of x[o, j, n]^2 over neighbouring channels j)^beta. The output aliases nothing.
/// Units are the lines along the channel axis.
/// </summary>
public static partial class LocalResponseNormalizationKernel
{
    public static Kernel Kernel { get; } = new(OpCode.LocalResponseNormalization,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
