using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[b, u] = finish(Σ over d of input[b, d] * weights[u, d]) = finish(depth - 2 * popcount(input[b] ^ weights[u])).
/// input read as (batch, words), weights (units, words), numbers of the units, output (batch, units): signs, int8 or float32.
/// The output aliases nothing. Units are blocks of output units.
/// </summary>
public static partial class BinaryFullyConnectedKernel
{
    public static Kernel Kernel { get; } = new(OpCode.BinaryFullyConnected,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled<AdvSimdSigns, Vector128<byte>>),
        new("Avx512BW", CpuFeatures.Avx2 | CpuFeatures.Avx512BW, BindTiled<Avx512Signs, Vector512<byte>>),
        new("Avx2", CpuFeatures.Avx2, BindTiled<Avx2Signs, Vector256<byte>>),
        KernelVariant.Reference(BindReference),
    ]);
}
