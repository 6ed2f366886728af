using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, h, w, c] = input[(y * blockW + x) * batch + n, H, W, c] with h + cropTop = H * blockH + y and w + cropLeft = W * blockW + x.
/// Elements of 1, 2, 4 or 8 bytes. Input and output may not overlap. Units are output rows.
/// </summary>
public static partial class BatchToSpaceNdKernel
{
    public static Kernel Kernel { get; } = new(OpCode.BatchToSpaceNd,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
