using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Pools that the pooling kernels cannot express (dilated, three spatial axes): one strided slice of the padded input for each element
/// of the window, combined one after another. In the layout of ONNX.
/// </summary>
internal static class OnnxTapPool
{
    /// <summary>Slices of one pool; beyond it the graph would be absurdly long.</summary>
    private const int MaxTaps = 512;

    /// <summary>The record of a pool over planes.</summary>
    public static PoolWindow Record(OnnxWindow window) => new()
    {
        FilterH = window.Kernel[0],
        FilterW = window.Kernel[1],
        StrideH = window.Strides[0],
        StrideW = window.Strides[1],
        PadTop = window.Before[0],
        PadLeft = window.Before[1],
    };

    /// <summary>Largest element of each window: along one axis after the other, for the largest of the largest is the largest.</summary>
    public static Value Max(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window)
    {
        for (var axis = 0; axis < window.Axes; axis++)
        {
            if (window.Kernel[axis] == 1 && window.Strides[axis] == 1 && window.Before[axis] + window.After[axis] == 0)
            {
                continue;
            }

            input = Combine<Maximum>(node, graph, input, window.Along(axis, input.Shape.Span[2..]), float.NegativeInfinity);
        }

        return input;
    }

    /// <summary>Sum of the elements of each window that are not padding.</summary>
    public static Value Sum(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window) =>
        Combine<Add>(node, graph, input, window, 0);

    /// <summary>For each element of the window, that element of every window: (n, c, positions...).</summary>
    public static IEnumerable<(int[] Tap, Value Elements)> Taps(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window, float padding)
    {
        if (window.Kernel.Aggregate(1L, (a, b) => a * b) > MaxTaps || input.Shape.Rank != window.Axes + 2)
        {
            throw new UnsupportedException($"has a window of {string.Join('x', window.Kernel)}", $"use at most {MaxTaps} elements, dilated or in three dimensions");
        }

        var padded = Padded(node, graph, input, window, padding);
        var shape = new Shape([input.Shape[0], input.Shape[1], .. window.Positions]);
        var tap = new int[window.Axes];
        do
        {
            yield return (tap, graph.Add(node, $"tap {string.Join(',', tap)}", Slice(padded.Shape, shape, window, tap), [padded], input.Type, shape));
        }
        while (Next(tap, window.Kernel));
    }

    private static Value Combine<T>(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window, float padding)
        where T : unmanaged, IOperatorRecord<T>
    {
        Value? result = null;
        foreach (var (tap, elements) in Taps(node, graph, input, window, padding))
        {
            result = result is null ? elements : graph.Add(node, $"to {string.Join(',', tap)}", default(T), [result, elements], input.Type, elements.Shape);
        }

        return result!;
    }

    private static StridedSlice Slice(Shape padded, Shape output, OnnxWindow window, int[] tap)
    {
        var record = default(StridedSlice);
        for (var axis = 0; axis < padded.Rank; axis++)
        {
            var spatial = axis - 2;
            record.Begin[axis] = spatial < 0 ? 0 : tap[spatial] * window.Dilations[spatial];
            record.Count[axis] = output[axis];
            record.Stride[axis] = spatial < 0 ? 1 : window.Strides[spatial];
        }

        return record;
    }

    /// <summary>Padding on both sides, so far that the last window lies inside.</summary>
    private static Value Padded(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window, float padding)
    {
        var (before, after, shape) = (default(PerAxis), default(PerAxis), input.Shape);
        for (var i = 0; i < window.Axes; i++)
        {
            var needed = ((window.Positions[i] - 1) * window.Strides[i]) + ((window.Kernel[i] - 1) * window.Dilations[i]) + 1;
            before[i + 2] = window.Before[i];
            after[i + 2] = Math.Max(0, needed - window.Before[i] - input.Shape[i + 2]);
            shape[i + 2] += before[i + 2] + after[i + 2];
        }

        var record = new PadV2 { Before = before, After = after };
        return shape == input.Shape ? input : graph.Add(node, "pad", record, [input, OnnxGraphBuilder.Constant(node, "padding", new Shape(1), padding)], input.Type, shape);
    }

    /// <summary>The next index within <paramref name="extents"/>, last axis fastest; false behind the last.</summary>
    private static bool Next(int[] index, int[] extents)
    {
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < extents[axis])
            {
                return true;
            }

            index[axis] = 0;
        }

        return false;
    }
}
