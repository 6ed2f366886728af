using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output = shrink(x * gain(noise) &gt;&gt; snrShift); shrink(s) is s^2 / 4 below 2 and s - 1 from there, s with 12 and the output with 6 fractional
/// bits. The output aliases nothing. One unit.
/// </summary>
public static partial class SignalPcanKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalPcan,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
