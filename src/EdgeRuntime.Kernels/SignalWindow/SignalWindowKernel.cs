using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[..., i] = x[..., i] * weights[i] &gt;&gt; shift, clamped to int16. The output may be x's own bytes. Units are the lines of x.
/// </summary>
public static partial class SignalWindowKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalWindow,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
