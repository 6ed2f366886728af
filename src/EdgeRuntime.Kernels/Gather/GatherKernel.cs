using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Inputs: tensor (B, O, A, N); indices (B, I), int32 or int64. output[b, o, i, n] = input[b, o, clamp(indices[b, i], 0, A - 1), n].
/// Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap. Units are pairs (b, o).
/// </summary>
public static partial class GatherKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Gather,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
