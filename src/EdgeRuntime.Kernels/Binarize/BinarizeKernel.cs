using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[r, c] = +1 where input[r, c] is at or above thresholds[c], else -1; a number that is not one (NaN) is -1.
/// input (rows, channels), float32 or int8, thresholds (channels), float32 or int32, output (rows, words). The output aliases nothing.
/// Units are rows.
/// </summary>
public static partial class BinarizeKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Binarize,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
