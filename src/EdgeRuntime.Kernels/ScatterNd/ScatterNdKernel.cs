using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output = data (D1, .., Dk, N); then in order block (d1, .., dk) of the output takes updates[i] (I, N), or is combined with it, where dj
/// is indices[i, j] (I, k), counted from the end if negative, and clamped. The output may be data itself and aliases nothing else. One
/// unit, since updates may meet.
/// </summary>
public static partial class ScatterNdKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ScatterNd,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
