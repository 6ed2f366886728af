using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Order of the axes of one written tensor: the graph's own (NHWC), or with the channels before the image (NCHW), of rank 4 only.</summary>
internal readonly record struct ExportLayout(bool IsChannelsFirst)
{
    private static ReadOnlySpan<int> FirstToLast => [0, 3, 1, 2];

    private static ReadOnlySpan<int> LastToFirst => [0, 2, 3, 1];

    public static ExportLayout Own => default;

    public static ExportLayout ChannelsFirst => new(true);

    /// <summary>Permutation that makes this layout of the other one.</summary>
    public ReadOnlySpan<int> FromOther => IsChannelsFirst ? FirstToLast : LastToFirst;

    /// <summary>Where an axis of the graph lies here; negative ones count from the last.</summary>
    public int Axis(int axis, int rank)
    {
        var own = axis < 0 ? axis + rank : axis;
        return IsChannelsFirst ? FirstToLast.IndexOf(own) : own;
    }

    /// <summary>One entry for each axis of the graph, brought into this order.</summary>
    public T[] Order<T>(ReadOnlySpan<T> perAxis)
    {
        var ordered = perAxis.ToArray();
        for (var i = 0; IsChannelsFirst && i < ordered.Length; i++)
        {
            ordered[i] = perAxis[FirstToLast[i]];
        }

        return ordered;
    }

    public int[] Dimensions(Shape shape) => Order(shape.Span);
}
