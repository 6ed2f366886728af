using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// output[b, o, i, n] = input[b, o, indices[b, i], n]: b runs over the first <see cref="BatchDims"/> dimensions, o over those up to
/// <see cref="Axis"/>, n over those behind it. Indices are data: one outside the axis takes the nearest element instead.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Gather : IOperatorRecord<Gather>
{
    public int Axis;

    /// <summary>Leading dimensions that input and indices share.</summary>
    public int BatchDims;

    public static OpCode OpCode => OpCode.Gather;

    public static void Check(in Gather record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands, inputs: 2);
        var indices = operands.Inputs[1];
        Law.TypeOf("indices", indices, ElementType.Int32, ElementType.Int64);
        var (inputRank, indicesRank) = (input.Shape.Rank, indices.Shape.Rank);
        Law.Range("axis", record.Axis, 0, inputRank - 1);
        Law.Range("batchDims", record.BatchDims, 0, Math.Min(record.Axis, indicesRank));
        Law.Range("output rank", inputRank - 1 + indicesRank - record.BatchDims, 0, Shape.MaxRank);
        for (var axis = 0; axis < record.BatchDims; axis++)
        {
            Law.Require(FaultKind.OperandShape, indices.Shape[axis] == input.Shape[axis], $"indices shape, axis {axis}", $"{input.Shape[axis]}", indices.Shape[axis]);
        }

        Law.ShapeOf("output", output, new Shape(
            [.. input.Shape.Span[..record.Axis], .. indices.Shape.Span[record.BatchDims..], .. input.Shape.Span[(record.Axis + 1)..]]));
    }
}
