using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[..., f] = sum over t of x[..., t] * exp(-2 * pi * i * f * t / fftLength) / fftLength in 16-bit fixed point, rounded after every stage
/// (<see cref="FixedPointFft"/>). The output aliases nothing. Units are the lines of x.
/// </summary>
public static partial class SignalRfftKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalRfft,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
