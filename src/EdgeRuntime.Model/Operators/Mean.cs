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
        Law.ShapeOf("output", output, record.OutputShape(input.Shape, out var averaged));
        Law.Range("averaged elements", averaged, 1, ReductionLaw.MaxElements(input.Type));
    }

    private readonly Shape OutputShape(Shape input, out long averaged)
    {
        Span<int> kept = stackalloc int[Shape.MaxRank];
        var rank = 0;
        averaged = 1;
        for (var axis = 0; axis < input.Rank; axis++)
        {
            if ((AxisMask >> axis & 1) == 0)
            {
                kept[rank++] = input[axis];
                continue;
            }

            averaged *= input[axis];
            if (KeepDims == 1)
            {
                kept[rank++] = 1;
            }
        }

        return new Shape(kept[..rank]);
    }
}
