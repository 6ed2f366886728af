using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Bit i of a mask concerns entry i of begin, end and strides.</summary>
/// <param name="Begin">Begin at the axis's first element (last, for a negative stride).</param>
/// <param name="End">Go through to the axis's end.</param>
/// <param name="Ellipsis">The entry stands for as many whole axes as are left over.</param>
/// <param name="NewAxis">The entry adds a dimension of size 1 to the output.</param>
/// <param name="ShrinkAxis">Take one element and drop the dimension.</param>
/// <param name="EndIsOffset">End counts from begin.</param>
internal readonly record struct SliceMasks(int Begin, int End, int Ellipsis, int NewAxis, int ShrinkAxis, bool EndIsOffset);

/// <summary>The slicing notation of TFLite resolved against a shape: where each axis of the input begins, how many, how far apart.</summary>
internal static class SliceResolution
{
    /// <exception cref="UnsupportedException">The entries do not fit the shape, or nothing is left.</exception>
    public static StridedSlice Resolve(Shape shape, int[] begin, int[] end, int[] strides, SliceMasks masks)
    {
        var record = default(StridedSlice);
        var wholeAxes = shape.Rank - ConsumedAxes(begin.Length, masks);
        if (wholeAxes < 0)
        {
            throw new UnsupportedException($"slices more axes than its input's {shape.Rank}", "give at most one entry for each axis");
        }

        var axis = 0;
        for (var i = 0; i < begin.Length; i++)
        {
            if (Has(masks.Ellipsis, i))
            {
                Whole(ref record, shape, ref axis, wholeAxes);
            }
            else if (!Has(masks.NewAxis, i))
            {
                long stride = Has(masks.ShrinkAxis, i) ? Math.Sign(strides[i]) : strides[i];
                if (stride == 0)
                {
                    throw new UnsupportedException("has a stride of 0", "use a stride other than 0");
                }

                var first = Has(masks.Begin, i) ? (stride > 0 ? 0 : shape[axis] - 1) : Clamp(begin[i], stride, shape[axis]);
                var behind = Has(masks.End, i)
                    ? (stride > 0 ? shape[axis] : -1)
                    : Clamp(end[i] + (masks.EndIsOffset ? begin[i] : 0L), stride, shape[axis]);
                var count = Has(masks.ShrinkAxis, i) ? 1 : (behind - first + stride - Math.Sign(stride)) / stride;
                if (count <= 0 || first < 0 || first >= shape[axis])
                {
                    throw new UnsupportedException($"takes nothing of axis {axis} of {shape}", "slice at least one element");
                }

                (record.Begin[axis], record.Count[axis], record.Stride[axis]) = ((int)first, (int)count, (int)stride);
                axis++;
            }
        }

        Whole(ref record, shape, ref axis, shape.Rank - axis);
        return record;
    }

    private static int ConsumedAxes(int entries, SliceMasks masks)
    {
        var (count, ellipses) = (0, 0);
        for (var i = 0; i < entries; i++)
        {
            ellipses += Has(masks.Ellipsis, i) ? 1 : 0;
            count += Has(masks.Ellipsis, i) || Has(masks.NewAxis, i) ? 0 : 1;
        }

        return ellipses <= 1 ? count : throw new UnsupportedException($"has {ellipses} ellipses", "use at most one");
    }

    private static void Whole(ref StridedSlice record, Shape shape, ref int axis, int count)
    {
        for (; count > 0; count--, axis++)
        {
            (record.Begin[axis], record.Count[axis], record.Stride[axis]) = (0, shape[axis], 1);
        }
    }

    private static long Clamp(long index, long stride, int size)
    {
        var fromFirst = index < 0 ? index + size : index;
        return stride > 0 ? Math.Clamp(fromFirst, 0, size) : Math.Clamp(fromFirst, -1, size - 1);
    }

    private static bool Has(int mask, int bit) => (mask & (1 << bit)) != 0;
}
