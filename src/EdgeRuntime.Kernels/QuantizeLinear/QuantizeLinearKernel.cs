using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = clamp(round(x[i] / scale) + zeroPoint), halves to the even integer; not-a-number gives the zero point.
/// </summary>
public static partial class QuantizeLinearKernel
{
    public static Kernel Kernel { get; } = new(OpCode.QuantizeLinear,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
