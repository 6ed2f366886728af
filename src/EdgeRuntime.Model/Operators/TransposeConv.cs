using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Transposed 2-D convolution: input element (y, x) spreads over the window of output elements that begins at
/// (y * strideH - padTop, x * strideW - padLeft). Inputs: input (n, inH, inW, inC), weights (outC, kernelH, kernelW, inC), bias (outC) or none.
/// Output (n, outH, outW, outC).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct TransposeConv : IOperatorRecord<TransposeConv>
{
    public int StrideH;
    public int StrideW;
    public int PadTop;
    public int PadLeft;
    public Activation Activation;

    public static OpCode OpCode => OpCode.TransposeConv;

    public static void Check(in TransposeConv record, OperandSet operands)
    {
        Law.Counts(operands, 2, 3);
        var (input, weights, bias, output) = (operands.Inputs[0], operands.Inputs[1], operands.Input(2), operands.Outputs[0]);
        Law.Present("input", input);
        Law.Present("weights", weights);
        Law.RankOf("input", input, 4, 4);
        Law.RankOf("weights", weights, 4, 4);
        Law.RankOf("output", output, 4, 4);
        var outC = weights.Shape[0];
        ConvolutionLaw.Types(input, weights, bias, output, outC);
        ConvolutionLaw.Quantization(input, weights, output, 0, outC);
        ConvolutionLaw.FusedActivation(record.Activation);
        Law.ShapeOf("weights", weights, new Shape(outC, weights.Shape[1], weights.Shape[2], input.Shape[3]));
        Law.ShapeOf("output", output, new Shape(input.Shape[0], output.Shape[1], output.Shape[2], outC));

        // Seen from the output it is a convolution's windows: one window of the output for each input element.
        ConvolutionLaw.Axis("H", output.Shape[1], input.Shape[1], weights.Shape[1], record.StrideH, 1, record.PadTop);
        ConvolutionLaw.Axis("W", output.Shape[2], input.Shape[2], weights.Shape[2], record.StrideW, 1, record.PadLeft);
    }

    public static long Macs(in TransposeConv record, OperandSet operands) =>
        (long)operands.Inputs[0].Shape.ElementCount * operands.Inputs[1].Shape.Product(0, 3);
}
