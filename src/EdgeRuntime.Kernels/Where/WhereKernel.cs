using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = condition[i'] ? a[i"] : b[i*], all inputs broadcast; any byte but 0 is true. The output may be the own bytes of an input of its
/// shape and type. Units are blocks of output elements.
/// </summary>
public static partial class WhereKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Where,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
