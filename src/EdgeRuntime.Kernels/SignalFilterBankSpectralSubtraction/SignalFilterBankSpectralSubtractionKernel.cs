using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// scaled = x &lt;&lt; smoothingBits; noise = (scaled * smoothing + noise * oneMinusSmoothing) &gt;&gt; spectralSubtractionBits;
/// output = max((scaled - min(noise, scaled)) &gt;&gt; smoothingBits, x * minSignalRemaining &gt;&gt; spectralSubtractionBits). 32-bit, products 64-bit.
/// The outputs alias nothing. One unit.
/// </summary>
public static partial class SignalFilterBankSpectralSubtractionKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalFilterBankSpectralSubtraction,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
