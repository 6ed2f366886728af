using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[..., k, ...] = input k, with index k on the new axis. Elements of 1, 2, 4 or 8 bytes. Inputs and output may not overlap.
/// Units are inputs.
/// </summary>
public static partial class PackKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Pack,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
