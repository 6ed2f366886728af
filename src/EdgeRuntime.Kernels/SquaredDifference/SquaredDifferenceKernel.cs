using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = (a[i] - b[i])^2, a and b broadcast to the output's shape; the output may be the own bytes of an input of that shape.
/// Quantized: both inputs rescaled to twice the larger scale (8 bits with 7 extra bits), the squared difference rescaled to the output's.
/// int32 wraps.
/// </summary>
public static partial class SquaredDifferenceKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SquaredDifference,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
