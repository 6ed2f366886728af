using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[b, u] = finish(bias[u] + Σ over d of (input[b, d] - inputZeroPoint) * (weights[u, d] - weightsZeroPoint)).
/// input read as (batch, depth), weights (units, depth), bias (units) or none, output read as (batch, units).
/// The output aliases nothing. The step's units are the output units.
/// </summary>
public static partial class FullyConnectedKernel
{
    public static Kernel Kernel { get; } = new(OpCode.FullyConnected,
    [
        KernelVariant.Sparse("Dp", CpuFeatures.AdvSimd | CpuFeatures.Dp, BindSparseDp),
        new("Dp", CpuFeatures.AdvSimd | CpuFeatures.Dp, BindDp),
        KernelVariant.Sparse("AdvSimd", CpuFeatures.AdvSimd, BindSparseAdvSimd),
        new("AdvSimd", CpuFeatures.AdvSimd, BindAdvSimd),
        KernelVariant.Runs("AdvSimd", CpuFeatures.AdvSimd, BindRuns<AdvSimdProducts>),
        KernelVariant.Sparse("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni | CpuFeatures.FastAvxVnni, BindSparseAvxVnni),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni | CpuFeatures.FastAvxVnni, BindFastAvxVnni),
        KernelVariant.Sparse("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindSparseAvx512BW),
        new("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindAvx512BW),
        KernelVariant.Sparse("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni, BindSparseAvxVnni),
        new("AvxVnni", CpuFeatures.Avx2 | CpuFeatures.AvxVnni, BindAvxVnni),
        KernelVariant.Sparse("Avx2", CpuFeatures.Avx2, BindSparseAvx2),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Runs("Avx2", CpuFeatures.Avx2, BindRuns<Avx2Products>),
        KernelVariant.Reference(BindReference),
    ]);
}
