using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>How a box of elements lies in a tensor: where it begins, and the step from one index to the next on each axis; in elements.</summary>
public struct StridedView
{
    /// <summary>Element index of the box's first element.</summary>
    public long Offset;

    public AxisStrides Strides;

    /// <summary>A whole tensor of this shape, row-major.</summary>
    public static StridedView Dense(Shape shape)
    {
        var view = default(StridedView);
        var stride = 1L;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            view.Strides[axis] = stride;
            stride *= shape[axis];
        }

        return view;
    }

    /// <summary>The part of a dense tensor that starts at index <paramref name="begin"/> of <paramref name="axis"/>.</summary>
    public static StridedView From(Shape shape, int axis, int begin)
    {
        var view = Dense(shape);
        view.Offset = begin * view.Strides[axis];
        return view;
    }

    /// <summary>This view without one axis, held at <paramref name="index"/>.</summary>
    public readonly StridedView At(int axis, int index)
    {
        var view = new StridedView { Offset = Offset + (index * Strides[axis]) };
        for (var i = 0; i < Shape.MaxRank - 1; i++)
        {
            view.Strides[i] = Strides[i < axis ? i : i + 1];
        }

        return view;
    }

    /// <summary>One step for each axis.</summary>
    [System.Runtime.CompilerServices.InlineArray(Shape.MaxRank)]
    public struct AxisStrides
    {
        private long _first;
    }
}
