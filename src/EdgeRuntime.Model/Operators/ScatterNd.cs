using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// A copy of data, in which updates[i] goes to data[indices[i, 0], .., indices[i, k - 1]], a block of what the k indices leave; in the
/// order of the updates. Inputs: data, indices, updates. Indices are data: negative ones count from the end, those outside name the
/// nearest block.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ScatterNd : IOperatorRecord<ScatterNd>
{
    public ScatterReduction Reduction;

    public static OpCode OpCode => OpCode.ScatterNd;

    public static void Check(in ScatterNd record, OperandSet operands)
    {
        var (data, indices, updates) = IndexLaw.Scatter(operands, record.Reduction);
        Law.RankOf("data", data, 1, Shape.MaxRank);
        Law.RankOf("indices", indices, 1, Shape.MaxRank);
        Law.Range("indices of one block", indices.Shape[-1], 1, data.Shape.Rank);
        var left = data.Shape.Span[indices.Shape[-1]..];
        Law.Range("updates rank", indices.Shape.Rank - 1 + left.Length, 0, Shape.MaxRank);
        Law.ShapeOf("updates", updates, new Shape([.. indices.Shape.Span[..^1], .. left]));
    }

    public static bool MayRunInPlace(in ScatterNd record, OperandSet operands, int input) => input == 0;
}
