using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// Pool2DOptions: padding 0, stride_w 1, stride_h 2, filter_width 3, filter_height 4, fused_activation_function 5.
/// </summary>
internal static class PoolReading
{
    public static PoolWindow Window(TfliteNode source)
    {
        var (input, options) = (source.Require(0, "input"), source.Options);
        var window = new PoolWindow
        {
            StrideW = options.Int32(1),
            StrideH = options.Int32(2),
            FilterW = options.Int32(3),
            FilterH = options.Int32(4),
            Activation = TfliteGraphBuilder.ActivationOf(options.Byte(5)),
        };
        if (input.Shape.Rank == 4)
        {
            window.PadTop = SamePadding.Before(options.Byte(0), input.Shape[1], window.FilterH, window.StrideH, 1);
            window.PadLeft = SamePadding.Before(options.Byte(0), input.Shape[2], window.FilterW, window.StrideW, 1);
        }

        return window;
    }
}
