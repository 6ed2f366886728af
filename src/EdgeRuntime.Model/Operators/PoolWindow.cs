using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>The window that a pooling operator slides over H and W. Padding below and to the right follows from the output's shape.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct PoolWindow
{
    public int FilterH;
    public int FilterW;
    public int StrideH;
    public int StrideW;
    public int PadTop;
    public int PadLeft;
    public Activation Activation;

    /// <summary>
    /// Input (n, inH, inW, c), output (n, outH, outW, c) of the same type. Every window covers at least one element, and so few
    /// that their sum, rounding included, fits in 32 bits.
    /// </summary>
    internal readonly void Check(OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.TypeOf("output", output, input.Type);
        if (input.Type != ElementType.Float32)
        {
            ConvolutionLaw.Activations("input", input);
            ConvolutionLaw.Activations("output", output);
        }

        ConvolutionLaw.FusedActivation(Activation);
        Law.RankOf("input", input, 4, 4);
        Law.RankOf("output", output, 4, 4);
        Law.ShapeOf("output", output, new Shape(input.Shape[0], output.Shape[1], output.Shape[2], input.Shape[3]));
        ConvolutionLaw.Axis("H", input.Shape[1], output.Shape[1], FilterH, StrideH, 1, PadTop);
        ConvolutionLaw.Axis("W", input.Shape[2], output.Shape[2], FilterW, StrideW, 1, PadLeft);
        Law.Range("window elements", (long)FilterH * FilterW, 1, ReductionLaw.MaxElements(input.Type));
    }
}
