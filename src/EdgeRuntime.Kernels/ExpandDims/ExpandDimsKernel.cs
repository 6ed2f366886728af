using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Adds a dimension of size 1: the same elements in the same order. The output may be the input's own bytes.
/// </summary>
public static partial class ExpandDimsKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ExpandDims,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
