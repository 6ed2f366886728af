using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = min(max(x[i], 0), 6); the output may be the input's own bytes.
/// Quantized: rescaled by inputScale / outputScale, then clamped to the integers of 0 and 6.
/// </summary>
public static partial class Relu6Kernel
{
    public static Kernel Kernel { get; } = new(OpCode.Relu6,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
