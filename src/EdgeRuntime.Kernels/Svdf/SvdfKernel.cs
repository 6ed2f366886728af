using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Each filter f forgets its oldest result and appends feature[f] . input[n] to state[n, f]; then
/// output[n, u] = activation(bias[u] + sum over u's rank filters f of time[f] . state[n, f]).
/// Integers: the new result is rescaled to the state's scale and clamped to its type, the sum to the output's.
/// input (n, inC), feature (filters, inC), time (filters, memory), bias (units) or none, state (n, filters, memory), output (n, units).
/// The output aliases nothing. Units are the n * units outputs; each owns the state of its filters.
/// </summary>
public static partial class SvdfKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Svdf,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled<AdvSimdProducts>),
        new("Avx2", CpuFeatures.Avx2, BindTiled<Avx2Products>),
        KernelVariant.Reference(BindReference),
    ]);
}
