using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// output[i0, .., in] = input[i0, .., indices[i0, .., in], .., in], the index standing in place of the coordinate of <see cref="Axis"/>.
/// Indices are data: negative ones count from the end, those outside take the nearest element.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct GatherElements : IOperatorRecord<GatherElements>
{
    public int Axis;

    public static OpCode OpCode => OpCode.GatherElements;

    public static void Check(in GatherElements record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands, inputs: 2);
        IndexLaw.Indices(operands.Inputs[1]);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        IndexLaw.Within(record.Axis, operands.Inputs[1], input);
        Law.ShapeOf("output", output, operands.Inputs[1].Shape);
    }
}
