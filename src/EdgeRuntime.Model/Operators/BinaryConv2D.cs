using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// 2-D convolution of signs (Rastegari et al. 2016, XNOR-Net), packed as <see cref="SignWords"/>. Inputs: input, words of
/// (n, inH, inW, channels); weights, words of (outC, kernelH, kernelW, channels); then what <see cref="BinaryLaw"/> says of the output:
/// signs, words of (n, outH, outW, outC), or int8 or float32 (n, outH, outW, outC).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct BinaryConv2D : IOperatorRecord<BinaryConv2D>
{
    /// <summary>Windows that are copied together before they are multiplied.</summary>
    public const int PatchPixels = 16;

    private const int LargestTile = 32;

    public int StrideH;
    public int StrideW;
    public int DilationH;
    public int DilationW;
    public int PadTop;
    public int PadLeft;

    /// <summary>Signs of one tap.</summary>
    public int Channels;
    public SignPadding Padding;

    /// <summary>None where the output is signs.</summary>
    public Activation Activation;

    public static OpCode OpCode => OpCode.BinaryConv2D;

    public static void Check(in BinaryConv2D record, OperandSet operands)
    {
        BinaryLaw.Operands(operands, record.Activation);
        var (input, weights, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.RankOf("input", input, 4, 4);
        Law.RankOf("weights", weights, 4, 4);
        Law.RankOf("output", output, 4, 4);
        var words = input.Shape[3];
        Law.Range("words of a weight's tap", weights.Shape[3], words, words);
        BinaryLaw.Depth("channels", record.Channels, words, weights.Shape.Product(1, 3));
        Law.Range("padding", (int)record.Padding, 0, (int)SignPadding.MinusOne);
        Law.ShapeOf("output", output,
            new Shape(input.Shape[0], output.Shape[1], output.Shape[2], BinaryLaw.LastDimension(output, weights.Shape[0])));
        ConvolutionLaw.Axis("H", input.Shape[1], output.Shape[1], weights.Shape[1], record.StrideH, record.DilationH, record.PadTop);
        ConvolutionLaw.Axis("W", input.Shape[2], output.Shape[2], weights.Shape[2], record.StrideW, record.DilationW, record.PadLeft);
    }

    /// <summary>Windows as rows of words; where padding is not +1, a number for each channel of each of them, channels rounded up to whole tiles.</summary>
    public static long ScratchBytes(in BinaryConv2D record, OperandSet operands)
    {
        var weights = operands.Inputs[1].Shape;
        var channels = record.Padding == SignPadding.PlusOne ? 0 : (weights[0] + LargestTile - 1L) / LargestTile * LargestTile;
        return PatchPixels * (weights.Product(1, 4) + channels) * sizeof(uint);
    }

    public static long Macs(in BinaryConv2D record, OperandSet operands)
    {
        var (weights, output) = (operands.Inputs[1].Shape, operands.Outputs[0].Shape);
        return (long)output.Product(0, 3) * weights[0] * weights.Product(1, 3) * record.Channels;
    }
}
