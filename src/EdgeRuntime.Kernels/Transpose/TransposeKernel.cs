using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i0, i1, ...] = input[j], where j[permutation[k]] = ik: the output's axis k walks the input's axis permutation[k].
/// Up to rank 6, elements of 1, 2, 4 or 8 bytes. Input and output may not overlap.
/// </summary>
public static partial class TransposeKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Transpose,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
