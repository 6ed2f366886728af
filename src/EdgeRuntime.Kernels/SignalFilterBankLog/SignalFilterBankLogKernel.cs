using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output = ln(x &lt;&lt; inputCorrectionBits) * outputScale, at most 32767; 0 where that is 0 or 1. The output aliases nothing. One unit.
/// </summary>
public static partial class SignalFilterBankLogKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalFilterBankLog,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
