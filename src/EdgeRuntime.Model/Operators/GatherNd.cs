using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// output[b, i, n] = input[b, indices[b, i, 0], .., indices[b, i, k - 1], n]: b runs over the first <see cref="BatchDims"/> dimensions,
/// n over what the k indices leave. Indices are data: negative ones count from the end, those outside take the nearest element.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct GatherNd : IOperatorRecord<GatherNd>
{
    /// <summary>Leading dimensions that input and indices share.</summary>
    public int BatchDims;

    public static OpCode OpCode => OpCode.GatherNd;

    public static void Check(in GatherNd record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands, inputs: 2);
        var indices = operands.Inputs[1];
        IndexLaw.Indices(indices);
        Law.RankOf("indices", indices, 1, Shape.MaxRank);
        Law.Range("batchDims", record.BatchDims, 0, Math.Min(input.Shape.Rank, indices.Shape.Rank - 1));
        Law.Range("indices of one element", indices.Shape[-1], 1, input.Shape.Rank - record.BatchDims);
        for (var axis = 0; axis < record.BatchDims; axis++)
        {
            Law.Require(FaultKind.OperandShape, indices.Shape[axis] == input.Shape[axis], $"indices shape, axis {axis}", $"{input.Shape[axis]}", indices.Shape[axis]);
        }

        var left = input.Shape.Span[(record.BatchDims + indices.Shape[-1])..];
        Law.Range("output rank", indices.Shape.Rank - 1 + left.Length, 0, Shape.MaxRank);
        Law.ShapeOf("output", output, new Shape([.. indices.Shape.Span[..^1], .. left]));
    }
}
