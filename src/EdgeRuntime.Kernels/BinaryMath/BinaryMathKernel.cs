using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = function(a[i'], b[i"]), both inputs broadcast; the output may be the own bytes of an input of its shape and type. Powers and
/// remainders of real numbers are computed in double precision and rounded once.
/// </summary>
public static partial class BinaryMathKernel
{
    public static Kernel Kernel { get; } = new(OpCode.BinaryMath,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
