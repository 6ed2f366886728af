using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Running sum along one axis; integers wrap.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct CumSum : IOperatorRecord<CumSum>
{
    public int Axis;

    /// <summary>1: an element's sum ends before the element itself.</summary>
    public int Exclusive;

    /// <summary>1: from the axis' end to its start.</summary>
    public int Reverse;

    public static OpCode OpCode => OpCode.CumSum;

    public static void Check(in CumSum record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int32, ElementType.Int64);
        Law.TypeOf("output", output, input.Type);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        Law.Range("exclusive", record.Exclusive, 0, 1);
        Law.Range("reverse", record.Reverse, 0, 1);
        Law.ShapeOf("output", output, input.Shape);
    }
}
