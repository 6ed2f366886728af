using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// variable, output 0 = the bytes of input 0.
/// </summary>
public static partial class AssignVariableKernel
{
    public static Kernel Kernel { get; } = new(OpCode.AssignVariable,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
