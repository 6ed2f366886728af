using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Rows (along the last axis) of a tensor of one shape, and where they lie in another tensor of the same rank, one axis of which is
/// addressed by indices instead.
/// </summary>
internal readonly struct AxisRows(Shape shape, Shape other, int axis)
{
    /// <summary>How many rows there are.</summary>
    public int Count { get; } = shape.Product(0, shape.Rank - 1);

    /// <summary>Elements of one row.</summary>
    public int Length { get; } = shape[-1];

    /// <summary>Elements from one index of the axis to the next, in the other tensor.</summary>
    public long AxisStride { get; } = other.Product(axis + 1, other.Rank);

    /// <summary>Elements from one element of a row to the next, in the other tensor: 0 where the indices say it all.</summary>
    public int ElementStride { get; } = axis == shape.Rank - 1 ? 0 : 1;

    /// <summary>Where row <paramref name="row"/> begins in the other tensor, at index 0 of the axis.</summary>
    public long Offset(int row)
    {
        var (offset, stride) = (0L, (long)other[-1]);
        for (var a = shape.Rank - 2; a >= 0; a--)
        {
            (row, var at) = Math.DivRem(row, shape[a]);
            offset += a == axis ? 0 : at * stride;
            stride *= other[a];
        }

        return offset;
    }
}
