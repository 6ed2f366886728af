using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i, j] = sum over k of (a[i, k] - zeroA[i]) (b[k, j] - zeroB[j]) in 32 bits, leading dimensions broadcast. The output aliases nothing.
/// Units are the output's rows.
/// </summary>
public static partial class MatMulIntegerKernel
{
    public static Kernel Kernel { get; } = new(OpCode.MatMulInteger,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
