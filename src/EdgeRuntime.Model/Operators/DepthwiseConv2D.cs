using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// 2-D convolution of every input channel by itself, giving <see cref="DepthMultiplier"/> output channels each. Inputs: input
/// (n, inH, inW, inC), weights (1, kernelH, kernelW, outC), bias (outC) or none. Output (n, outH, outW, outC = inC * depthMultiplier).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct DepthwiseConv2D : IOperatorRecord<DepthwiseConv2D>
{
    public int StrideH;
    public int StrideW;
    public int DilationH;
    public int DilationW;
    public int PadTop;
    public int PadLeft;
    public int DepthMultiplier;
    public Activation Activation;

    public static OpCode OpCode => OpCode.DepthwiseConv2D;

    public static void Check(in DepthwiseConv2D record, OperandSet operands)
    {
        Law.Counts(operands, 2, 3);
        var (input, weights, bias, output) = (operands.Inputs[0], operands.Inputs[1], operands.Input(2), operands.Outputs[0]);
        Law.Present("input", input);
        Law.Present("weights", weights);
        Law.RankOf("input", input, 4, 4);
        Law.RankOf("weights", weights, 4, 4);
        Law.RankOf("output", output, 4, 4);
        var outC = weights.Shape[3];
        ConvolutionLaw.Types(input, weights, bias, output, outC);
        ConvolutionLaw.Quantization(input, weights, output, 3, outC);
        ConvolutionLaw.FusedActivation(record.Activation);
        Law.Range("depthMultiplier", record.DepthMultiplier, 1, Shape.MaxDimension);
        Law.Require(FaultKind.OperandShape, weights.Shape[0] == 1 && (long)input.Shape[3] * record.DepthMultiplier == outC,
            "weights shape", $"1 x kernelH x kernelW x {input.Shape[3]}*{record.DepthMultiplier}", weights.Shape);
        Law.ShapeOf("output", output, new Shape(input.Shape[0], output.Shape[1], output.Shape[2], outC));
        ConvolutionLaw.Axis("H", input.Shape[1], output.Shape[1], weights.Shape[1], record.StrideH, record.DilationH, record.PadTop);
        ConvolutionLaw.Axis("W", input.Shape[2], output.Shape[2], weights.Shape[2], record.StrideW, record.DilationW, record.PadLeft);
    }

    /// <summary>int8: for every tap, the taps rounded up to 4, an address and 16 bytes.</summary>
    public static long ScratchBytes(in DepthwiseConv2D record, OperandSet operands) =>
        operands.Inputs[0].Type == ElementType.Int8 ? ((long)operands.Inputs[1].Shape.Product(1, 3) + 3) / 4 * 4 * (8 + 16) : 0;

    public static long Macs(in DepthwiseConv2D record, OperandSet operands) =>
        (long)operands.Outputs[0].Shape.ElementCount * operands.Inputs[1].Shape.Product(1, 3);
}
