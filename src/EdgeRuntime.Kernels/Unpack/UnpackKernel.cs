using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output k = input with index k on the axis. Elements of 1, 2, 4 or 8 bytes. Input and outputs may not overlap. Units are outputs.
/// </summary>
public static partial class UnpackKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Unpack,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
