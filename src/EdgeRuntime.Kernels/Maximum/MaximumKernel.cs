using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = a[i] &gt; b[i] ? a[i] : b[i], a and b broadcast to the output's shape; the output may be the own bytes of an input of
/// that shape. Integers are compared as stored.
/// </summary>
public static partial class MaximumKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Maximum,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
