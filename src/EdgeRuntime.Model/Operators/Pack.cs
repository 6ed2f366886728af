using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Stacks inputs of one shape along a new axis of the output.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Pack : IOperatorRecord<Pack>
{
    /// <summary>Axis of the output that counts the inputs.</summary>
    public int Axis;

    public static OpCode OpCode => OpCode.Pack;

    public static void Check(in Pack record, OperandSet operands)
    {
        Law.Counts(operands, 1, Shape.MaxDimension);
        var (first, output) = (operands.Inputs[0], operands.Outputs[0]);
        MovementLaw.Movable("input 0", first);
        Law.RankOf("input 0", first, 0, Shape.MaxRank - 1);
        Law.Range("axis", record.Axis, 0, first.Shape.Rank);
        Law.TypeOf("output", output, first.Type);
        Law.ShapeOf("output", output, Insert(first.Shape, record.Axis, operands.Inputs.Length));
        for (var i = 1; i < operands.Inputs.Length; i++)
        {
            Law.TypeOf($"input {i}", operands.Inputs[i], first.Type);
            Law.ShapeOf($"input {i}", operands.Inputs[i], first.Shape);
        }
    }

    /// <summary>A shape with one more dimension at <paramref name="axis"/>.</summary>
    internal static Shape Insert(Shape shape, int axis, int dimension)
    {
        Span<int> dimensions = stackalloc int[Shape.MaxRank];
        shape.Span[..axis].CopyTo(dimensions);
        dimensions[axis] = dimension;
        shape.Span[axis..].CopyTo(dimensions[(axis + 1)..]);
        return new Shape(dimensions[..(shape.Rank + 1)]);
    }
}
