using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[(y * blockW + x) * batch + n, h, w, c] = input[n, h * blockH + y - padTop, w * blockW + x - padLeft, c], the zero of the output's
/// type outside. Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap. Units are output rows.
/// </summary>
public static partial class SpaceToBatchNdKernel
{
    public static Kernel Kernel { get; } = new(OpCode.SpaceToBatchNd,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
