using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The same elements in the same order under another shape. The output may be the input's own bytes; then nothing is done.
/// </summary>
public static partial class ReshapeKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Reshape,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
