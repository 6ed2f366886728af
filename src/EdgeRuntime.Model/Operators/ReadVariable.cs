using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Copies the state a variable holds into the arena. Input: variable. Output: the same type and shape.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ReadVariable : IOperatorRecord<ReadVariable>
{
    public static OpCode OpCode => OpCode.ReadVariable;

    public static void Check(in ReadVariable record, OperandSet operands)
    {
        var (variable, output) = MovementLaw.OneToOne(operands);
        Law.Require(FaultKind.OperandKind, variable.Kind == TensorKind.Variable, "input", "a variable", variable.Kind);
        Law.Require(FaultKind.OperandKind, output.Kind == TensorKind.Arena, "output", "an arena tensor", output.Kind);
        Law.ShapeOf("output", output, variable.Shape);
    }
}
