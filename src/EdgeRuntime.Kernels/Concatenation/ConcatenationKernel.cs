using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output = inputs one behind the other along the axis. Elements of 1, 2, 4 or 8 bytes are copied; a uint8 input k whose scale or zero
/// point differs from the output's becomes clamp(round(q * s - zeroPointK * s) + outputZeroPoint, 0, 255) with s = scaleK * (1 / outputScale),
/// all in float32, ties away from zero. An input may lie where its copy would go, and is then left there; otherwise inputs and output may
/// not overlap. Units are inputs.
/// </summary>
public static partial class ConcatenationKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Concatenation,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
