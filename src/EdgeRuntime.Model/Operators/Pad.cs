using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Surrounds its input with zeros: 8-bit types with the output's zero point, other types with 0.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Pad : IOperatorRecord<Pad>
{
    /// <summary>Elements added before the first of each axis.</summary>
    public PerAxis Before;

    /// <summary>Elements added behind the last of each axis.</summary>
    public PerAxis After;

    public static OpCode OpCode => OpCode.Pad;

    public static void Check(in Pad record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        CheckShape(record.Before, record.After, input, output);
    }

    /// <summary>output = before + input + after on every axis, nothing negative.</summary>
    internal static void CheckShape(PerAxis before, PerAxis after, OperandInfo input, OperandInfo output)
    {
        var rank = input.Shape.Rank;
        Law.RankOf("output", output, rank, rank);
        for (var axis = 0; axis < rank; axis++)
        {
            Law.Range($"before[{axis}]", before[axis], 0, Shape.MaxDimension);
            Law.Range($"after[{axis}]", after[axis], 0, Shape.MaxDimension);
            var expected = before[axis] + input.Shape[axis] + after[axis];
            Law.Require(FaultKind.OperandShape, output.Shape[axis] == expected, $"output shape, axis {axis}", $"{expected}", output.Shape[axis]);
        }

        MovementLaw.UnusedAreZero("before", before, rank);
        MovementLaw.UnusedAreZero("after", after, rank);
    }
}
