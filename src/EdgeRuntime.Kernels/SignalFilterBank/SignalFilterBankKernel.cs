using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[c] = sum of energy * weight over channel c's frequencies + sum of energy * unweight over the frequencies of the channel before;
/// 64-bit, wrapping. The output aliases nothing. One unit.
/// </summary>
public static partial class SignalFilterBankKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SignalFilterBank,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
