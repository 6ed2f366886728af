using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Geometry of a transposed convolution (ONNX operator specification, ConvTranspose).</summary>
/// <param name="Strides">Along each spatial axis.</param>
/// <param name="Before">Elements cut off before the first of the output.</param>
/// <param name="Sizes">Of the output.</param>
internal readonly record struct OnnxSpreading(int[] Strides, int[] Before, int[] Sizes)
{
    public int OutputH => Sizes.Length == 1 ? 1 : Sizes[^2];

    public int OutputW => Sizes[^1];

    /// <summary>Over the last two axes; over one, a plane one row high.</summary>
    public TransposeConv Record => new()
    {
        StrideH = Sizes.Length == 1 ? 1 : Strides[^2],
        StrideW = Strides[^1],
        PadTop = Sizes.Length == 1 ? 0 : Before[^2],
        PadLeft = Before[^1],
    };

    /// <param name="node">The operator.</param>
    /// <param name="extents">Sizes of the spatial axes of the input.</param>
    /// <param name="windows">Sizes of the kernel along them, dilation included.</param>
    public static OnnxSpreading Of(OnnxNode node, ReadOnlySpan<int> extents, ReadOnlySpan<int> windows)
    {
        var axes = extents.Length;
        var strides = node.Ints("strides") ?? [.. Enumerable.Repeat(1, axes)];
        var pads = node.Ints("pads") ?? new int[2 * axes];
        var extra = node.Ints("output_padding") ?? new int[axes];
        var wanted = node.Ints("output_shape");
        if (strides.Length != axes || pads.Length != 2 * axes || extra.Length != axes || (wanted is not null && wanted.Length < axes) || strides.Any(s => s < 1))
        {
            throw new UnsupportedException("has a window that does not fit its input's axes", "give one positive stride, and two pads, for each spatial axis");
        }

        var (before, sizes, autoPad) = (new int[axes], new int[axes], node.Text("auto_pad", "NOTSET"));
        for (var i = 0; i < axes; i++)
        {
            var full = checked((strides[i] * (extents[i] - 1)) + extra[i] + windows[i]);
            if (wanted is null && autoPad is not ("SAME_UPPER" or "SAME_LOWER"))
            {
                before[i] = autoPad == "VALID" ? 0 : pads[i];
                sizes[i] = autoPad == "VALID" ? full : full - pads[i] - pads[i + axes];
                continue;
            }

            sizes[i] = wanted is null ? checked(extents[i] * strides[i]) : wanted[wanted.Length - axes + i];
            var total = Math.Max(0, full - sizes[i]);
            before[i] = autoPad == "SAME_UPPER" ? total / 2 : total - (total / 2);
        }

        return new OnnxSpreading(strides, before, sizes);
    }
}
