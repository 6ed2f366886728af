using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i0, .., in] = input[i0, .., index(indices[i0, .., in]), .., in]: indices and output of one shape, no larger than the input but
/// along the axis. index counts negative numbers from the end and clamps. Elements of 1, 2, 4 or 8 bytes. The output aliases nothing.
/// Units are rows of the output: all but its last axis.
/// </summary>
public static partial class GatherElementsKernel
{
    public static Kernel Kernel { get; } = new(OpCode.GatherElements,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
