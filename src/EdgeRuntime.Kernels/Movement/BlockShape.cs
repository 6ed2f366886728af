using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>A tensor as (batch, height, width, bytes of one pixel); a rank-3 tensor (batch, height, channels) has width 1.</summary>
internal readonly struct BlockShape(Shape shape, ElementType type)
{
    public int Batch { get; } = shape[0];

    public int Height { get; } = shape[1];

    public int Width { get; } = shape.Rank == 4 ? shape[2] : 1;

    public long PixelBytes { get; } = (long)shape[-1] * type.SizeBytes();
}
