using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i0, i1, ...] = input[begin0 + i0, begin1 + i1, ...], elements of 1, 2, 4 or 8 bytes. Input and output may not overlap.
/// </summary>
public static partial class SliceKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Slice,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
