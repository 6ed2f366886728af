using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Inputs: tensor; padding value, one element. output[i0, i1, ...] = input[i0 - before0, i1 - before1, ...] inside, the value outside.
/// Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap.
/// </summary>
public static partial class PadV2Kernel
{
    public static Kernel Kernel { get; } = new(OpCode.PadV2,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
