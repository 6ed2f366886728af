using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[r, c] = x[r, c] - max - log(sum of exp(x[r, .] - max)); rows run along the last axis. No operand may alias.
/// 8 bits: differences in Q5.26 (<see cref="FixedPointExp"/>), the sum in Q12.19 (<see cref="FixedPointLog"/>), output in units of 2^-4.
/// </summary>
public static partial class LogSoftmaxKernel
{
    public static Kernel Kernel { get; } = new(OpCode.LogSoftmax,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
