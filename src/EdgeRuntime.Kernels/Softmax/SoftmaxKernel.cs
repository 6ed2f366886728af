using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[r, c] = exp(beta (x[r, c] - max of row r)) / sum of the row; rows run along the last axis. No operand may alias.
/// 8 bits: <see cref="FixedPointExp"/> of the difference in Q5.26, a table for all 256 differences; the sum in Q12.19, its reciprocal by <see cref="FixedPointReciprocal"/>.
/// int16: exponential and reciprocal by <see cref="Int16Table"/>, the exponentials kept in the output until the sum is known.
/// </summary>
public static partial class SoftmaxKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Softmax,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
