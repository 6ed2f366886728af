using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>The same elements in the same order under another shape, which is the output's.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Reshape : IOperatorRecord<Reshape>
{
    public static OpCode OpCode => OpCode.Reshape;

    public static void Check(in Reshape record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        Law.ElementsOf("output", output, input.Shape.ElementCount);
    }

    public static bool MayRunInPlace(in Reshape record, OperandSet operands, int input) => true;
}
