using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Permutes axes: dimension i of the output is dimension <see cref="Permutation"/>[i] of the input.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Transpose : IOperatorRecord<Transpose>
{
    public PerAxis Permutation;

    public static OpCode OpCode => OpCode.Transpose;

    public static void Check(in Transpose record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        var (rank, seen) = (input.Shape.Rank, 0);
        Law.RankOf("output", output, rank, rank);
        for (var i = 0; i < rank; i++)
        {
            var axis = record.Permutation[i];
            Law.Range($"permutation[{i}]", axis, 0, rank - 1);
            Law.Require(FaultKind.Parameter, (seen & (1 << axis)) == 0, $"permutation[{i}]", "an axis not named before", axis);
            Law.Require(FaultKind.OperandShape, output.Shape[i] == input.Shape[axis], $"output shape, axis {i}", $"{input.Shape[axis]}", output.Shape[i]);
            seen |= 1 << axis;
        }

        MovementLaw.UnusedAreZero("permutation", record.Permutation, rank);
    }
}
