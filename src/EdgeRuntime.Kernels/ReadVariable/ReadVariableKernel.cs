using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output = the bytes of the variable, input 0. The output lies elsewhere: later steps may change the variable.
/// </summary>
public static partial class ReadVariableKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ReadVariable,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
