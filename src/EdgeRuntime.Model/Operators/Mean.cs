using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Mean over some axes. Quantized: rescaled from the input's to the output's quantization.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Mean : IOperatorRecord<Mean>
{
    /// <summary>Bit i set: axis i is averaged over.</summary>
    public int AxisMask;

    /// <summary>1: averaged axes stay, with size 1; 0: they vanish.</summary>
    public int KeepDims;

    public static OpCode OpCode => OpCode.Mean;

    public static void Check(in Mean record, OperandSet operands)
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

        Law.Range("axis mask", record.AxisMask, 0, (1 << input.Shape.Rank) - 1);
        Law.Range("keep dims", record.KeepDims, 0, 1);
        Law.ShapeOf("output", output, ReductionLaw.OutputShape(input.Shape, record.AxisMask, record.KeepDims == 1, out var averaged));
        Law.Range("averaged elements", averaged, 1, ReductionLaw.MaxElements(input.Type));
    }
}
