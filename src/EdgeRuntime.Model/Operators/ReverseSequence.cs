using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Reverses the first lengths[b] elements of <see cref="SequenceAxis"/> for each index b of <see cref="BatchAxis"/>; the rest stays.
/// Lengths are data: they are clamped to the axis.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ReverseSequence : IOperatorRecord<ReverseSequence>
{
    public int SequenceAxis;
    public int BatchAxis;

    public static OpCode OpCode => OpCode.ReverseSequence;

    public static void Check(in ReverseSequence record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands, inputs: 2);
        var lengths = operands.Inputs[1];
        Law.TypeOf("lengths", lengths, ElementType.Int32, ElementType.Int64);
        Law.Range("sequenceAxis", record.SequenceAxis, 0, input.Shape.Rank - 1);
        Law.Range("batchAxis", record.BatchAxis, 0, input.Shape.Rank - 1);
        Law.Require(FaultKind.Parameter, record.BatchAxis != record.SequenceAxis, "batchAxis", "another axis than sequenceAxis", record.BatchAxis);
        Law.ShapeOf("lengths", lengths, new Shape(input.Shape[record.BatchAxis]));
        Law.ShapeOf("output", output, input.Shape);
    }
}
