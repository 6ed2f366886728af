using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output = (x - mean) / size for each group of elements, mean and size of the group in double precision. The output aliases nothing. Units
/// are the groups.
/// </summary>
public static partial class NormalizeKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Normalize,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
