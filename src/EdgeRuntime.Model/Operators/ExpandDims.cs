using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Inserts one dimension of size 1 before dimension <see cref="Axis"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ExpandDims : IOperatorRecord<ExpandDims>
{
    /// <summary>Axis of the output that is new, 0..rank of the input.</summary>
    public int Axis;

    public static OpCode OpCode => OpCode.ExpandDims;

    public static void Check(in ExpandDims record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        Law.RankOf("input", input, 0, Shape.MaxRank - 1);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank);
        Law.ShapeOf("output", output, Pack.Insert(input.Shape, record.Axis, 1));
    }

    public static bool MayRunInPlace(in ExpandDims record, OperandSet operands, int input) => true;
}
