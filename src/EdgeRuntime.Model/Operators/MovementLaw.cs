namespace EdgeRuntime.Model;

/// <summary>Rules of operators that move elements without computing on them: any element type, the same on both sides.</summary>
internal static class MovementLaw
{
    /// <summary>A tensor of any element type.</summary>
    public static void Movable(string what, OperandInfo operand) => Law.TypeOf(what, operand,
        ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Bool);

    /// <summary>One movable input, one output of its type.</summary>
    public static (OperandInfo Input, OperandInfo Output) OneToOne(OperandSet operands, int inputs = 1)
    {
        Law.Counts(operands, inputs, inputs);
        Movable("input", operands.Inputs[0]);
        Law.TypeOf("output", operands.Outputs[0], operands.Inputs[0].Type);
        return (operands.Inputs[0], operands.Outputs[0]);
    }

    /// <summary>Entries past the rank hold nothing.</summary>
    public static void UnusedAreZero(string what, PerAxis values, int rank)
    {
        for (var axis = rank; axis < Shape.MaxRank; axis++)
        {
            Law.Range($"{what}[{axis}] past the rank", values[axis], 0, 0);
        }
    }

    /// <summary><paramref name="operand"/> equals <paramref name="like"/> on every axis but one.</summary>
    public static void ShapeBut(int exceptAxis, string what, OperandInfo operand, Shape like)
    {
        Law.RankOf(what, operand, like.Rank, like.Rank);
        for (var axis = 0; axis < like.Rank; axis++)
        {
            Law.Require(FaultKind.OperandShape, axis == exceptAxis || operand.Shape[axis] == like[axis],
                $"{what} shape, axis {axis}", $"{like[axis]}", operand.Shape[axis]);
        }
    }

    /// <summary>The dimensions that are not 1, in order: what two shapes of the same data share.</summary>
    public static Shape WithoutOnes(ReadOnlySpan<int> dimensions)
    {
        Span<int> kept = stackalloc int[Shape.MaxRank];
        var count = 0;
        foreach (var d in dimensions)
        {
            if (d != 1)
            {
                kept[count++] = d;
            }
        }

        return new Shape(kept[..count]);
    }
}
