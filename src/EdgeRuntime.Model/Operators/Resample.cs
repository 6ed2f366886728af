using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Another size of one axis, each element a weighted sum of some of the input's:
/// output[o, j, i] = sum over t of weights[j, t] * input[o, positions[j, t], i]. Interpolations of every kind, applied axis by axis.
/// Inputs: float32 tensor; positions (outSize, taps), int32, those outside take the nearest element; weights (outSize, taps), float32.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Resample : IOperatorRecord<Resample>
{
    public int Axis;

    public static OpCode OpCode => OpCode.Resample;

    public static void Check(in Resample record, OperandSet operands)
    {
        Law.Counts(operands, 3, 3);
        var (input, positions, weights, output) = (operands.Inputs[0], operands.Inputs[1], operands.Inputs[2], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32);
        Law.TypeOf("positions", positions, ElementType.Int32);
        Law.TypeOf("weights", weights, ElementType.Float32);
        Law.TypeOf("output", output, ElementType.Float32);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        MovementLaw.ShapeBut(record.Axis, "output", output, input.Shape);
        Law.RankOf("positions", positions, 2, 2);
        Law.ShapeOf("positions", positions, new Shape(output.Shape[record.Axis], positions.Shape[1]));
        Law.ShapeOf("weights", weights, positions.Shape);
    }

    public static long Macs(in Resample record, OperandSet operands) => (long)operands.Outputs[0].Shape.ElementCount * operands.Inputs[1].Shape[1];
}
