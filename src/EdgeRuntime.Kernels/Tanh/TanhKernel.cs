using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = tanh(x[i]); the output may be the input's own bytes.
/// 8 bits: <see cref="FixedPointSigmoid"/> with 4 integer bits, output in units of 2^-7. int16: <see cref="Int16Sigmoid"/>, in units of 2^-15.
/// </summary>
public static partial class TanhKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Tanh,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
