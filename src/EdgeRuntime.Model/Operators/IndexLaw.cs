namespace EdgeRuntime.Model;

/// <summary>Rules of operators that read or write at positions given as data.</summary>
internal static class IndexLaw
{
    /// <summary>
    /// int32 or int64. What they hold is not known here: kernels count negative ones from the end and take the nearest element for those outside.
    /// </summary>
    public static void Indices(OperandInfo indices) => Law.TypeOf("indices", indices, ElementType.Int32, ElementType.Int64);

    /// <summary><paramref name="indices"/> reach no further than <paramref name="data"/> on any axis but one.</summary>
    public static void Within(int exceptAxis, OperandInfo indices, OperandInfo data)
    {
        Law.RankOf("indices", indices, data.Shape.Rank, data.Shape.Rank);
        for (var axis = 0; axis < data.Shape.Rank; axis++)
        {
            Law.Require(FaultKind.OperandShape, axis == exceptAxis || indices.Shape[axis] <= data.Shape[axis],
                $"indices shape, axis {axis}", $"at most {data.Shape[axis]}", indices.Shape[axis]);
        }
    }

    /// <summary>Inputs data, indices, updates; the output has the type and shape of data. Only plain numbers are combined.</summary>
    public static (OperandInfo Data, OperandInfo Indices, OperandInfo Updates) Scatter(OperandSet operands, ScatterReduction reduction)
    {
        var (data, output) = MovementLaw.OneToOne(operands, inputs: 3);
        Indices(operands.Inputs[1]);
        Law.TypeOf("updates", operands.Inputs[2], data.Type);
        Law.ShapeOf("output", output, data.Shape);
        Law.Require(FaultKind.Parameter, Enum.IsDefined(reduction), "reduction", "a number of ScatterReduction", (int)reduction);
        Law.Require(FaultKind.OperandType, reduction == ScatterReduction.Replace || data.Type != ElementType.Bool, "data type", "a number, to be combined", data.Type);
        return (data, operands.Inputs[1], operands.Inputs[2]);
    }
}
