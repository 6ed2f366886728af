using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Leaves out dimensions of size 1; which ones, the output's shape says.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Squeeze : IOperatorRecord<Squeeze>
{
    public static OpCode OpCode => OpCode.Squeeze;

    public static void Check(in Squeeze record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        Law.RankOf("output", output, 0, input.Shape.Rank);
        Law.Require(FaultKind.OperandShape, MovementLaw.WithoutOnes(output.Shape.Span) == MovementLaw.WithoutOnes(input.Shape.Span),
            "output shape", $"{input.Shape} without some of its ones", output.Shape);
    }

    public static bool MayRunInPlace(in Squeeze record, OperandSet operands, int input) => true;
}
