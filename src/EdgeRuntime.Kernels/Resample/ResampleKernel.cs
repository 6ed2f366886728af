using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[o, j, i] = sum over t of weights[j, t] * input[o, clamp(positions[j, t], 0, A - 1), i]: input (O, A, I), output (O, J, I),
/// positions int32 and weights (J, T). Sums run over t in order. The output aliases nothing. Units are pairs (o, j).
/// </summary>
public static partial class ResampleKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Resample,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
