using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[f] = real[f]^2 + imaginary[f]^2 for f in [startIndex, endIndex), else 0; 32-bit. The output aliases nothing. One unit.
/// </summary>
public static partial class SignalEnergyKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalEnergy,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
