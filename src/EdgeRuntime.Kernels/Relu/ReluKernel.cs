using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = max(input[i], 0), any shape, element by element; the output may be the input's own bytes.
/// Quantized: output = clamp(outputZeroPoint + rescale(input - inputZeroPoint), max(typeMin, outputZeroPoint), typeMax).
/// </summary>
public static partial class ReluKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Relu,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
