using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[i] = table[x[i]], x read as an unsigned byte, 256 entries; the output may be the own bytes of x.
/// </summary>
public static partial class LookupKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Lookup,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindAdvSimd),
        new("Avx2", CpuFeatures.Avx2, BindAvx2),
        KernelVariant.Reference(BindReference),
    ]);
}
