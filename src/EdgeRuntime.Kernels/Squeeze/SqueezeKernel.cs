using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Leaves out dimensions of size 1: the same elements in the same order. The output may be the input's own bytes.
/// </summary>
public static partial class SqueezeKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Squeeze,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
