namespace EdgeTool.Compiler.Onnx;

/// <summary>The window that a convolution or pool slides over its spatial axes: one entry of each list for each axis.</summary>
internal sealed class OnnxWindow
{
    private OnnxWindow(int[] kernel, int[] strides, int[] dilations, int[] before, int[] after, int[] positions) =>
        (Kernel, Strides, Dilations, Before, After, Positions) = (kernel, strides, dilations, before, after, positions);

    public int[] Kernel { get; }

    public int[] Strides { get; }

    public int[] Dilations { get; }

    /// <summary>Padding before the first element of each axis.</summary>
    public int[] Before { get; }

    /// <summary>Padding behind the last element of each axis.</summary>
    public int[] After { get; }

    /// <summary>Windows along each axis: the output's size.</summary>
    public int[] Positions { get; }

    public int Axes => Kernel.Length;

    /// <summary>Whether padding on some axis is as wide as the window, so that a window could cover nothing but padding.</summary>
    public bool PadsWholeWindows
    {
        get
        {
            for (var i = 0; i < Axes; i++)
            {
                var window = ((Kernel[i] - 1) * Dilations[i]) + 1;
                if (Before[i] >= window || After[i] >= window)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Reads strides, dilations, pads, auto_pad and ceil_mode (ONNX operator specification, Conv and AveragePool).</summary>
    /// <param name="node">The operator.</param>
    /// <param name="extents">Sizes of the spatial axes of the input.</param>
    /// <param name="kernel">Sizes of the kernel along them.</param>
    public static OnnxWindow Of(OnnxNode node, ReadOnlySpan<int> extents, int[] kernel)
    {
        var axes = extents.Length;
        var strides = node.Ints("strides") ?? [.. Enumerable.Repeat(1, axes)];
        var dilations = node.Ints("dilations") ?? [.. Enumerable.Repeat(1, axes)];
        var pads = node.Ints("pads") ?? new int[2 * axes];
        if (kernel.Length != axes || strides.Length != axes || dilations.Length != axes || pads.Length != 2 * axes
            || kernel.Concat(strides).Concat(dilations).Any(v => v < 1) || pads.Any(p => p < 0))
        {
            throw new UnsupportedException("has a window that does not fit its input's axes", "give one positive kernel size, stride and dilation for each spatial axis, and no negative pads");
        }

        var (before, after, positions) = (pads[..axes], pads[axes..], new int[axes]);
        var autoPad = node.Text("auto_pad", "NOTSET");
        for (var i = 0; i < axes; i++)
        {
            var window = ((kernel[i] - 1L) * dilations[i]) + 1;
            switch (autoPad)
            {
                case "SAME_UPPER" or "SAME_LOWER":
                    positions[i] = (int)((extents[i] + (long)strides[i] - 1) / strides[i]);
                    var missing = (int)Math.Max(0, ((positions[i] - 1L) * strides[i]) + window - extents[i]);
                    before[i] = autoPad == "SAME_UPPER" ? missing / 2 : (missing + 1) / 2;
                    after[i] = missing - before[i];
                    continue;
                case "VALID":
                    (before[i], after[i]) = (0, 0);
                    break;
            }

            positions[i] = Count(extents[i], before[i], after[i], window, strides[i], node.Flag("ceil_mode"));
        }

        return new OnnxWindow(kernel, strides, dilations, before, after, positions);
    }

    /// <summary>The same window on an input that carries its padding already.</summary>
    public OnnxWindow WithoutPadding() => new(Kernel, Strides, Dilations, new int[Axes], new int[Axes], Positions);

    /// <summary>The part of the window that lies along one axis, one element wide along the others.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="extents">Sizes of all axes of the input.</param>
    public OnnxWindow Along(int axis, ReadOnlySpan<int> extents)
    {
        var positions = extents.ToArray();
        positions[axis] = Positions[axis];
        return new(Only(Kernel, 1), Only(Strides, 1), Only(Dilations, 1), Only(Before, 0), Only(After, 0), positions);

        int[] Only(int[] all, int others)
        {
            var one = Enumerable.Repeat(others, Axes).ToArray();
            one[axis] = all[axis];
            return one;
        }
    }

    /// <summary>The window over the last two of three axes.</summary>
    public OnnxWindow Planes() => new(Kernel[1..], Strides[1..], Dilations[1..], Before[1..], After[1..], Positions[1..]);

    /// <summary>One spatial axis as the width of a plane one row high.</summary>
    public OnnxWindow AsPlane() => Axes != 1 ? this
        : new([1, .. Kernel], [1, .. Strides], [1, .. Dilations], [0, .. Before], [0, .. After], [1, .. Positions]);

    /// <summary>Elements of the input that window <paramref name="position"/> covers along one axis.</summary>
    public int Covered(int axis, int position, int extent) => Within(axis, position, 0, extent);

    /// <summary>The same of the padded input.</summary>
    public int CoveredPadded(int axis, int position, int extent) => Within(axis, position, -Before[axis], extent + After[axis]);

    private int Within(int axis, int position, int begin, int end)
    {
        var (start, dilation) = ((position * Strides[axis]) - Before[axis], Dilations[axis]);
        return Enumerable.Range(0, Kernel[axis]).Count(tap => start + (tap * dilation) >= begin && start + (tap * dilation) < end);
    }

    private static int Count(long extent, long before, long after, long window, long stride, bool ceiling)
    {
        var room = extent + before + after - window;
        if (room < 0)
        {
            throw new UnsupportedException($"has a window of {window} over {extent + before + after} elements", "use a smaller kernel or more padding");
        }

        var positions = ((room + (ceiling ? stride - 1 : 0)) / stride) + 1;

        // A window that would begin behind the last element is left out.
        return checked((int)(ceiling && (positions - 1) * stride >= extent + before ? positions - 1 : positions));
    }
}
