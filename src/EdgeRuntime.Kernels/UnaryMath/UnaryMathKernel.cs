using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = function(x[i]); the output may be the input's own bytes where both have one type. Real functions are computed in double
/// precision and rounded once.
/// </summary>
public static partial class UnaryMathKernel
{
    public static Kernel Kernel { get; } = new(OpCode.UnaryMath,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
