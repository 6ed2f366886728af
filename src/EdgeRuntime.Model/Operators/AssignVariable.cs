using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Stores a tensor as the state that the next inference will see. Input: source. Output: a variable of the same type and shape.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct AssignVariable : IOperatorRecord<AssignVariable>
{
    public static OpCode OpCode => OpCode.AssignVariable;

    public static void Check(in AssignVariable record, OperandSet operands)
    {
        var (source, variable) = MovementLaw.OneToOne(operands);
        Law.Require(FaultKind.OperandKind, variable.Kind == TensorKind.Variable, "output", "a variable", variable.Kind);
        Law.ShapeOf("output", variable, source.Shape);
    }
}
