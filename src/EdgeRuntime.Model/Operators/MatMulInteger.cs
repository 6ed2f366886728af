using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// (a - zeroA) (b - zeroB) in 32 bits, wrapping: a [..., M, K], b [..., K, N], output int32 [..., M, N], leading dimensions broadcast.
/// Inputs: a, b, zeroA (optional; 1 element, or M), zeroB (optional; 1 element, or N), each zero point of its matrix' type.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct MatMulInteger : IOperatorRecord<MatMulInteger>
{
    public static OpCode OpCode => OpCode.MatMulInteger;

    public static void Check(in MatMulInteger record, OperandSet operands)
    {
        Law.Counts(operands, 2, 4);
        var (a, b, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.TypeOf("a", a, ElementType.Int8, ElementType.UInt8);
        Law.TypeOf("b", b, ElementType.Int8, ElementType.UInt8);
        Law.TypeOf("output", output, ElementType.Int32);
        Law.RankOf("a", a, 2, Shape.MaxRank);
        Law.RankOf("b", b, 2, Shape.MaxRank);
        Law.Require(FaultKind.OperandShape, a.Shape[-1] == b.Shape[-2], "rows of b", $"{a.Shape[-1]}", b.Shape[-2]);
        Law.ShapeOf("output", output, OutputShape(a.Shape, b.Shape));
        ZeroPoint("zeroA", operands.Input(2), a.Type, a.Shape[-2]);
        ZeroPoint("zeroB", operands.Input(3), b.Type, b.Shape[-1]);
    }

    public static long Macs(in MatMulInteger record, OperandSet operands) =>
        (long)operands.Outputs[0].Shape.ElementCount * operands.Inputs[0].Shape[-1];

    private static Shape OutputShape(Shape a, Shape b)
    {
        var (rows, columns) = (a[-2], b[-1]);
        (a[-2], a[-1], b[-2], b[-1]) = (1, 1, 1, 1);
        var shape = Broadcasting.ShapeOf(a, b);
        (shape[-2], shape[-1]) = (rows, columns);
        return shape;
    }

    private static void ZeroPoint(string what, OperandInfo zeroPoint, ElementType type, int count)
    {
        if (!zeroPoint.IsAbsent)
        {
            Law.TypeOf(what, zeroPoint, type);
            var found = zeroPoint.Shape.ElementCount;
            Law.Require(FaultKind.OperandShape, found == 1 || found == count, what + " element count", $"1 or {count}", found);
        }
    }
}
