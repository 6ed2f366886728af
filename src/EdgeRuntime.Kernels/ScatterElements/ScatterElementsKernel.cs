using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output = data; then in order output[i0, .., index(indices[i0, .., in]), .., in] takes updates[i0, .., in], or is combined with it.
/// index counts negative numbers from the end and clamps. The output may be data itself and aliases nothing else. One unit, since
/// updates may meet.
/// </summary>
public static partial class ScatterElementsKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ScatterElements,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
