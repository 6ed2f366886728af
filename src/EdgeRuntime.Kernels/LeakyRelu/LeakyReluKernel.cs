using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = x[i] at least 0 ? x[i] : alpha * x[i]; the output may be the input's own bytes.
/// Quantized: either branch with its own factor to the output's scale, inputScale / outputScale or alpha * inputScale / outputScale.
/// </summary>
public static partial class LeakyReluKernel
{
    public static Kernel Kernel { get; } = new(OpCode.LeakyRelu,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
