using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Input (O, A, I), outputs (O, k, I): values[o, 0.., i] are the k largest (smallest) of input[o, .., i], sorted; indices are where they
/// stood; of equal ones the first comes first. Not-a-number is better than nothing else. The outputs alias nothing. Units are the outer
/// indices o.
/// </summary>
public static partial class TopKKernel
{
    public static Kernel Kernel { get; } = new(OpCode.TopK,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
