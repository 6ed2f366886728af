using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// The k best elements along one axis, best first, of equal ones the first; k is the output's size there. Outputs: the elements, and
/// their indices as int64. Quantized elements are compared as stored.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct TopK : IOperatorRecord<TopK>
{
    public int Axis;

    /// <summary>1: the best is the largest; 0: the smallest.</summary>
    public int Largest;

    public static OpCode OpCode => OpCode.TopK;

    public static void Check(in TopK record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1, outputs: 2);
        var (input, values, indices) = (operands.Inputs[0], operands.Outputs[0], operands.Outputs[1]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64);
        Law.TypeOf("values", values, input.Type);
        Law.TypeOf("indices", indices, ElementType.Int64);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        Law.Range("largest", record.Largest, 0, 1);
        MovementLaw.ShapeBut(record.Axis, "values", values, input.Shape);
        Law.Range("number of elements taken", values.Shape[record.Axis], 1, input.Shape[record.Axis]);
        Law.ShapeOf("indices", indices, values.Shape);
    }
}
