using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[b, i, j] = finish(Σ over d of (left[b, i, d] - leftZeroPoint) * (right[b, d, j] - rightZeroPoint)).
/// left (batch..., rows, depth) or its last two swapped, right (batch..., depth, columns) or swapped, batch dimensions broadcast,
/// output (batch..., rows, columns). The output aliases nothing. Units are all batch * rows output rows.
/// </summary>
public static partial class BatchMatMulKernel
{
    public static Kernel Kernel { get; } = new(OpCode.BatchMatMul,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
