using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Matrix product of the last two dimensions, left (..., rows, depth) * right (..., depth, columns), the dimensions before them broadcast.
/// Either operand may be stored transposed. Output (..., rows, columns).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct BatchMatMul : IOperatorRecord<BatchMatMul>
{
    /// <summary>1 when left is stored as (..., depth, rows); 0 otherwise.</summary>
    public int LeftTransposed;

    /// <summary>1 when right is stored as (..., columns, depth); 0 otherwise.</summary>
    public int RightTransposed;

    public static OpCode OpCode => OpCode.BatchMatMul;

    public static void Check(in BatchMatMul record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2);
        var (left, right, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.TypeOf("left", left, ElementType.Float32, ElementType.Int8, ElementType.Int16);
        Law.TypeOf("right", right, left.Type);
        Law.TypeOf("output", output, left.Type);
        Law.RankOf("left", left, 2, Shape.MaxRank);
        Law.RankOf("right", right, 2, Shape.MaxRank);
        Law.Range("leftTransposed", record.LeftTransposed, 0, 1);
        Law.Range("rightTransposed", record.RightTransposed, 0, 1);
        if (left.Type != ElementType.Float32)
        {
            ConvolutionLaw.Activations("left", left);
            ConvolutionLaw.Activations("right", right);
            ConvolutionLaw.Activations("output", output);
        }

        var (rows, depth) = record.LeftTransposed == 0 ? (left.Shape[-2], left.Shape[-1]) : (left.Shape[-1], left.Shape[-2]);
        var (columns, rightDepth) = record.RightTransposed == 0 ? (right.Shape[-1], right.Shape[-2]) : (right.Shape[-2], right.Shape[-1]);
        Law.Require(FaultKind.OperandShape, depth == rightDepth, "right's depth", $"{depth}", rightDepth);
        Law.ShapeOf("output", output, OutputShape(left.Shape, right.Shape, rows, columns));
    }

    public static long Macs(in BatchMatMul record, OperandSet operands) =>
        (long)operands.Outputs[0].Shape.ElementCount * operands.Inputs[0].Shape[record.LeftTransposed == 0 ? -1 : -2];

    private static Shape OutputShape(Shape left, Shape right, int rows, int columns)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        Span<int> dimensions = stackalloc int[rank];
        for (var i = 3; i <= rank; i++)
        {
            var (l, r) = (i <= left.Rank ? left[-i] : 1, i <= right.Rank ? right[-i] : 1);
            Law.Require(FaultKind.OperandShape, l == r || l == 1 || r == 1, "batch dimensions", $"{left} to broadcast", right);
            dimensions[rank - i] = Math.Max(l, r);
        }

        (dimensions[rank - 2], dimensions[rank - 1]) = (rows, columns);
        return new Shape(dimensions);
    }
}
