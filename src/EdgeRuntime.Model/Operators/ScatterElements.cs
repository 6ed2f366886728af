using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// A copy of data, in which every element of updates goes to its own coordinate, the index standing in place of the coordinate of
/// <see cref="Axis"/>; in the order of the updates. Inputs: data, indices, updates. Indices are data: negative ones count from the end,
/// those outside name the nearest element.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ScatterElements : IOperatorRecord<ScatterElements>
{
    public int Axis;
    public ScatterReduction Reduction;

    public static OpCode OpCode => OpCode.ScatterElements;

    public static void Check(in ScatterElements record, OperandSet operands)
    {
        var (data, indices, updates) = IndexLaw.Scatter(operands, record.Reduction);
        Law.RankOf("data", data, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, data.Shape.Rank - 1);
        IndexLaw.Within(record.Axis, indices, data);
        Law.ShapeOf("updates", updates, indices.Shape);
    }

    public static bool MayRunInPlace(in ScatterElements record, OperandSet operands, int input) => input == 0;
}
