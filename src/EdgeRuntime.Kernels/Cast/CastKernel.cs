using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = x[i] as another element type: reals cut toward zero, saturating, not-a-number as 0; integers wrap; bool is 0 or 1, and
/// anything but 0 is true. The output may be the input's own bytes where both elements have one size.
/// </summary>
public static partial class CastKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Cast,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
