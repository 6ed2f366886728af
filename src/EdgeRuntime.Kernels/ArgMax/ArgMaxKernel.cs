using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[o, i] = the smallest a with input[o, a, i] = max over a of input[o, a, i]: input (outer, axis, inner), output (outer, inner),
/// int32 or int64. The output aliases nothing. Units are the outer indices.
/// </summary>
public static partial class ArgMaxKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ArgMax,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
