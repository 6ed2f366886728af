using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[o, i, n] = sum of x[o, j, n] over j up to i. The output aliases nothing. Units are the lines along the axis.
/// </summary>
public static partial class CumSumKernel
{
    public static Kernel Kernel { get; } = new(OpCode.CumSum,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
