using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>a where the condition holds, b elsewhere; all three broadcast. Inputs: condition (bool), a, b. Elements are moved as stored.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Where : IOperatorRecord<Where>
{
    public static OpCode OpCode => OpCode.Where;

    public static void Check(in Where record, OperandSet operands)
    {
        Law.Counts(operands, 3, 3);
        var (condition, a, b, output) = (operands.Inputs[0], operands.Inputs[1], operands.Inputs[2], operands.Outputs[0]);
        Law.TypeOf("condition", condition, ElementType.Bool);
        Law.TypeOf("a", a, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Bool);
        Law.TypeOf("b", b, a.Type);
        Law.TypeOf("output", output, a.Type);
        Law.SameQuantization("a and b", a, b);
        Law.SameQuantization("a and output", a, output);
        Law.ShapeOf("output", output, Broadcasting.ShapeOf(condition.Shape, Broadcasting.ShapeOf(a.Shape, b.Shape)));
    }

    public static bool MayRunInPlace(in Where record, OperandSet operands, int input) => Broadcasting.MayRunInPlace(operands, input);
}
