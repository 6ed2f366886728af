using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// TRANSPOSE_CONV (67): inputs output_shape, weights, input, bias. TransposeConvOptions: padding 0, stride_w 1, stride_h 2,
/// fused_activation_function 3.
/// </summary>
public sealed class TransposeConvImporter : ITfliteImporter
{
    public int BuiltinCode => 67;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var (input, options) = (source.Require(2, "input"), source.Options);
        var weights = source.Require(1, "weights");
        var record = new TransposeConv
        {
            StrideW = options.Int32(1),
            StrideH = options.Int32(2),
            Activation = TfliteGraphBuilder.ActivationOf(options.Byte(3)),
        };
        var shape = source.Outputs[0].Shape;

        // Streaming models compute the operand; what the file says of the output then holds, as it does on a microcontroller.
        if (source.Input(0) is { IsConstant: true } && source.RequireInt32Constant(0, "output shape") is var given && !shape.Span.SequenceEqual(given))
        {
            throw new UnsupportedException(
                $"has output shape {string.Join('x', given)} but an output of {shape}", "convert the model again with fixed shapes");
        }

        if (shape.Rank == 4 && weights.Shape.Rank == 4)
        {
            // Padding is that of the convolution which this one transposes: from the output to the input.
            record.PadTop = SamePadding.Before(options.Byte(0), shape[1], weights.Shape[1], record.StrideH, 1);
            record.PadLeft = SamePadding.Before(options.Byte(0), shape[2], weights.Shape[2], record.StrideW, 1);
        }

        graph.Add(source, record, [input, weights, Widen(source.Input(3))], source.Outputs);
    }

    /// <summary>Some 16-bit models carry a bias of 16 bits; kernels take 32 or 64.</summary>
    private static Value? Widen(Value? bias) => bias is { IsConstant: true, Type: ElementType.Int16 }
        ? Value.Of<long>(bias.Name + "/int64", bias.Shape, Array.ConvertAll(MemoryMarshal.Cast<byte, short>(bias.Constant).ToArray(), b => (long)b))
        : bias;
}
