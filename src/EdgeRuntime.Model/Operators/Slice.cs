using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>The box of the output's shape that starts at <see cref="Begin"/> in the input.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Slice : IOperatorRecord<Slice>
{
    /// <summary>First index taken of each axis.</summary>
    public PerAxis Begin;

    public static OpCode OpCode => OpCode.Slice;

    public static void Check(in Slice record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        var rank = input.Shape.Rank;
        Law.RankOf("output", output, rank, rank);
        for (var axis = 0; axis < rank; axis++)
        {
            Law.Range($"begin[{axis}]", record.Begin[axis], 0, input.Shape[axis] - 1);
            Law.Require(FaultKind.OperandShape, record.Begin[axis] + (long)output.Shape[axis] <= input.Shape[axis],
                $"output shape, axis {axis}", $"at most {input.Shape[axis] - record.Begin[axis]}", output.Shape[axis]);
        }

        MovementLaw.UnusedAreZero("begin", record.Begin, rank);
    }
}
