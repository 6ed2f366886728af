using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i0, i1, ...] = input[i0 - before0, i1 - before1, ...] inside, the zero of the output's type outside.
/// Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap.
/// </summary>
public static partial class PadKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Pad,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
