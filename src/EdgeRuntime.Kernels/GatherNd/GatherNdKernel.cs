using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Inputs: tensor (B, D1, .., Dk, N); indices (B, I, k), int32 or int64. output[b, i, n] = input[b, d1, .., dk, n], where dj is
/// indices[b, i, j], counted from the end if negative, and clamped. Elements of 1, 2, 4 or 8 bytes. The output aliases nothing.
/// Units are pairs (b, i).
/// </summary>
public static partial class GatherNdKernel
{
    public static Kernel Kernel { get; } = new(OpCode.GatherNd,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
