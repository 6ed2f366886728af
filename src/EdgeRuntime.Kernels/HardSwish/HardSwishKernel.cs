using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = x[i] * min(max(x[i] + 3, 0), 6) / 6; the output may be the input's own bytes.
/// Quantized, in 16-bit fixed point: x with 7 extra bits, once brought near the output's scale, once mapped from [-3, 3] to [0, 1]; their
/// product, shifted to the output's scale.
/// </summary>
public static partial class HardSwishKernel
{
    public static Kernel Kernel { get; } = new(OpCode.HardSwish,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
