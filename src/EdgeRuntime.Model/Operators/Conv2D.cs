using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// 2-D convolution. Inputs: input (n, inH, inW, inC), weights (outC, kernelH, kernelW, inC / groups), bias (outC) or none.
/// Output (n, outH, outW, outC). Padding below and to the right follows from the output's shape.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Conv2D : IOperatorRecord<Conv2D>
{
    public int StrideH;
    public int StrideW;
    public int DilationH;
    public int DilationW;
    public int PadTop;
    public int PadLeft;
    public Activation Activation;

    public static OpCode OpCode => OpCode.Conv2D;

    public static void Check(in Conv2D record, OperandSet operands)
    {
        Law.Counts(operands, 2, 3);
        var (input, weights, bias, output) = (operands.Inputs[0], operands.Inputs[1], operands.Input(2), operands.Outputs[0]);
        Law.Present("input", input);
        Law.Present("weights", weights);
        Law.RankOf("input", input, 4, 4);
        Law.RankOf("weights", weights, 4, 4);
        Law.RankOf("output", output, 4, 4);
        var (outC, filterC) = (weights.Shape[0], weights.Shape[3]);
        ConvolutionLaw.Types(input, weights, bias, output, outC);
        ConvolutionLaw.Quantization(input, weights, output, 0, outC);
        ConvolutionLaw.FusedActivation(record.Activation);
        Law.Require(FaultKind.OperandShape, input.Shape[3] % filterC == 0 && outC % (input.Shape[3] / filterC) == 0,
            "weights shape", $"{input.Shape[3]} input channels in equal groups", weights.Shape);
        Law.ShapeOf("output", output, new Shape(input.Shape[0], output.Shape[1], output.Shape[2], outC));
        ConvolutionLaw.Axis("H", input.Shape[1], output.Shape[1], weights.Shape[1], record.StrideH, record.DilationH, record.PadTop);
        ConvolutionLaw.Axis("W", input.Shape[2], output.Shape[2], weights.Shape[2], record.StrideW, record.DilationW, record.PadLeft);
    }

    /// <summary>int8 without groups: what <see cref="WindowLayout"/> takes.</summary>
    public static long ScratchBytes(in Conv2D record, OperandSet operands)
    {
        var (input, weights, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        return input.Type == ElementType.Int8 && input.Shape[3] == weights.Shape[3]
            ? new WindowLayout(record, input.Shape, weights.Shape, output.Shape).ScratchBytes
            : 0;
    }

    public static long Macs(in Conv2D record, OperandSet operands) =>
        (long)operands.Outputs[0].Shape.ElementCount * operands.Inputs[1].Shape.Product(1, 4);
}
