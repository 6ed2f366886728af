using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i0, i1, ...] = input[i0 or 0, i1 or 0, ...]: 0 where the input, its shape filled up with ones from the left, has size 1.
/// Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap. Units are rows of the copy.
/// </summary>
public static partial class ExpandKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Expand,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
