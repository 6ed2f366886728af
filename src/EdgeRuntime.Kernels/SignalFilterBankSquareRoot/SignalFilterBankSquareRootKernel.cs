using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[c] = round(sqrt(x[c])) &gt;&gt; scaleBits. The output aliases nothing. One unit.
/// </summary>
public static partial class SignalFilterBankSquareRootKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalFilterBankSquareRoot,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
