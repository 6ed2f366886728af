using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// output[n, y, x, c] = input[n, near(y), near(x), c]; near(i) = min(floor((i + offset) * scale), in - 1), rounded instead of floored when
/// corners are aligned; scale = in / out, or (in - 1) / (out - 1) when corners are aligned; offset = 0.5 with half-pixel centers, else 0; in
/// float32. input (n, inH, inW, c), output (n, outH, outW, c), any element type. The output aliases nothing. Units are the n * outH rows.
/// </summary>
public static partial class ResizeNearestNeighborKernel
{
    public static Kernel Kernel { get; } = new(OpCode.ResizeNearestNeighbor,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
