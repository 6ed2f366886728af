using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = scale * (x[i] - zeroPoint), the scale one for the tensor or one for each index of the channel axis; the output may be
/// the input's own bytes where both elements have one size.
/// </summary>
public static partial class DequantizeKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Dequantize,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
