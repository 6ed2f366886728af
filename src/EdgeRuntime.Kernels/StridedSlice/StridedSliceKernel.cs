using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i0, i1, ...] = input[begin0 + i0 * stride0, begin1 + i1 * stride1, ...] for ik in 0..countk - 1, in input axes; the output's
/// shape differs from the counts by dimensions of size 1 only. Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap.
/// </summary>
public static partial class StridedSliceKernel
{
    public static Kernel Kernel { get; } = new(OpCode.StridedSlice,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
