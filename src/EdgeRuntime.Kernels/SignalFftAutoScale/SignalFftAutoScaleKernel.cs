using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// bits = 15 - bits of the largest magnitude, at least 0; output[i] = x[i] &lt;&lt; bits. The output aliases nothing. One unit.
/// </summary>
public static partial class SignalFftAutoScaleKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalFftAutoScale,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
