using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// DEPTHWISE_CONV_2D (4), DepthwiseConv2DOptions: padding 0, stride_w 1, stride_h 2, depth_multiplier 3, fused_activation_function 4,
/// dilation_w_factor 5, dilation_h_factor 6.
/// </summary>
public sealed class DepthwiseConv2DImporter : ITfliteImporter
{
    public int BuiltinCode => 4;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var (input, options) = (source.Require(0, "input"), source.Options);
        var weights = source.Require(1, "weights");
        var record = new DepthwiseConv2D
        {
            StrideW = options.Int32(1),
            StrideH = options.Int32(2),
            Activation = TfliteGraphBuilder.ActivationOf(options.Byte(4)),
            DilationW = options.Int32(5, 1),
            DilationH = options.Int32(6, 1),
        };
        if (input.Shape.Rank == 4 && weights.Shape.Rank == 4)
        {
            var padding = options.Byte(0);
            record.PadTop = SamePadding.Before(padding, input.Shape[1], weights.Shape[1], record.StrideH, record.DilationH);
            record.PadLeft = SamePadding.Before(padding, input.Shape[2], weights.Shape[2], record.StrideW, record.DilationW);

            // The option repeats what the shapes say, and some converters leave it 0.
            record.DepthMultiplier = weights.Shape[3] / Math.Max(1, input.Shape[3]);
        }

        graph.Add(source, record, [input, weights, source.Input(2)], source.Outputs);
    }
}
