using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[kept] = function over the reduced axes. Real sums and products are computed in double precision and rounded once. The output aliases
/// nothing. Units are the output's elements.
/// </summary>
public static partial class ReduceKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Reduce,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
