using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, c] = the input at (v(y), v(x)), linear between the pixels before and after on both axes; v(i) = i * scale, or
/// (i + 0.5) * scale - 0.5 with half-pixel centers; scale = in / out, or (in - 1) / (out - 1) when corners are aligned. float32 and
/// uint8 interpolate in float32, uint8 rounding half up; int8 and int16 with positions of 10 fractional bits, rounding half away from zero.
/// input (n, inH, inW, c), output (n, outH, outW, c). The output aliases nothing. Units are the n * outH rows.
/// </summary>
public static partial class ResizeBilinearKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ResizeBilinear,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
