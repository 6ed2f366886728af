using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>How a window slides along one axis of an image.</summary>
internal readonly record struct ConvolutionAxis(int Axis, int Kernel, int Stride, int Dilation, int PadBefore)
{
    /// <summary>Padding behind the last element, so that the window takes as many places as the output has elements.</summary>
    /// <exception cref="UnsupportedException">The windows end so early that one more would fit.</exception>
    public int PadAfter(Shape input, Shape output)
    {
        var after = ((output[Axis] - 1) * Stride) + ((Kernel - 1) * Dilation) + 1 - input[Axis] - PadBefore;
        return after > -Stride
            ? Math.Max(0, after)
            : throw new UnsupportedException($"leaves out {-after} elements at the end of axis {Axis}", "crop the input instead");
    }
}
