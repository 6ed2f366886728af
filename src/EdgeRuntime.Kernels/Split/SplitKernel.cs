using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output k = the part of the input that lies between the sizes of outputs 0..k-1 and 0..k along the axis; the sizes may differ.
/// Elements of 1, 2, 4 or 8 bytes. Input and outputs may not overlap. Units are outputs.
/// </summary>
public static partial class SplitKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Split,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
