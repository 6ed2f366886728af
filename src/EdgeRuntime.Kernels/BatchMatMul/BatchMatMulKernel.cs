using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[b, i, j] = finish(Σ over d of (left[b, i, d] - leftZeroPoint) * (right[b, d, j] - rightZeroPoint)).
/// left (batch..., rows, depth) or its last two swapped, right (batch..., depth, columns) or swapped, batch dimensions broadcast,
/// output (batch..., rows, columns). The output aliases nothing. Units are all batch * rows output rows.
/// </summary>
public static partial class BatchMatMulKernel
{
    public static Kernel Kernel { get; } = new(OpCode.BatchMatMul,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled<AdvSimdFloats, Vector128<float>>),
        new("Avx2", CpuFeatures.Avx2, BindTiled<Avx2Floats, Vector256<float>>),
        KernelVariant.Reference(BindReference),
    ]);
}
