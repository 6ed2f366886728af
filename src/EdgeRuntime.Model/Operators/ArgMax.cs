using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Index of the largest element along one axis, which vanishes; of equal ones the first. Output int32 or int64.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ArgMax : IOperatorRecord<ArgMax>
{
    public int Axis;

    public static OpCode OpCode => OpCode.ArgMax;

    public static void Check(in ArgMax record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32);
        Law.TypeOf("output", output, ElementType.Int32, ElementType.Int64);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        Span<int> kept = stackalloc int[Shape.MaxRank];
        var dimensions = input.Shape.Span;
        dimensions[..record.Axis].CopyTo(kept);
        dimensions[(record.Axis + 1)..].CopyTo(kept[record.Axis..]);
        Law.ShapeOf("output", output, new Shape(kept[..(dimensions.Length - 1)]));
    }
}
