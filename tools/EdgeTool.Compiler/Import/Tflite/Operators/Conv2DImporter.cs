using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// CONV_2D (3), Conv2DOptions: padding 0, stride_w 1, stride_h 2, fused_activation_function 3, dilation_w_factor 4, dilation_h_factor 5.
/// </summary>
public sealed class Conv2DImporter : ITfliteImporter
{
    public int BuiltinCode => 3;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var (input, options) = (source.Require(0, "input"), source.Options);
        var weights = source.Require(1, "weights");
        var record = new Conv2D
        {
            StrideW = options.Int32(1),
            StrideH = options.Int32(2),
            Activation = TfliteGraphBuilder.ActivationOf(options.Byte(3)),
            DilationW = options.Int32(4, 1),
            DilationH = options.Int32(5, 1),
        };
        if (input.Shape.Rank == 4 && weights.Shape.Rank == 4)
        {
            var padding = options.Byte(0);
            record.PadTop = SamePadding.Before(padding, input.Shape[1], weights.Shape[1], record.StrideH, record.DilationH);
            record.PadLeft = SamePadding.Before(padding, input.Shape[2], weights.Shape[2], record.StrideW, record.DilationW);
        }

        graph.Add(source, record, [input, weights, source.Input(2)], source.Outputs);
    }
}
