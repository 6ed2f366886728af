using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Inputs: tensor; lengths (batch), int32 or int64. With n = clamp(lengths[b], 0, size of the sequence axis):
/// output[..b..s..] = input[..b..(s &lt; n ? n - 1 - s : s)..]
/// Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap. Units are indices up to and with the outer of the two axes.
/// </summary>
public static partial class ReverseSequenceKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ReverseSequence,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
