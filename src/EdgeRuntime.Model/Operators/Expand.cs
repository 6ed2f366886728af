using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Repeats its input along dimensions that are 1 or missing, as broadcasting does, until it has the output's shape.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Expand : IOperatorRecord<Expand>
{
    public static OpCode OpCode => OpCode.Expand;

    public static void Check(in Expand record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        var missing = output.Shape.Rank - input.Shape.Rank;
        Law.RankOf("input", input, 0, output.Shape.Rank);
        for (var axis = 0; axis < input.Shape.Rank; axis++)
        {
            Law.Require(FaultKind.OperandShape, input.Shape[axis] == 1 || input.Shape[axis] == output.Shape[missing + axis],
                $"input shape, axis {axis}", $"1 or {output.Shape[missing + axis]}", input.Shape[axis]);
        }
    }
}
