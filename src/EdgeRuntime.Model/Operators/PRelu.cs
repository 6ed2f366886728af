using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>x where x is at least 0, alpha * x below; inputs x and alpha, broadcast to the shape of x. int16 takes int8 alphas.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct PRelu : IOperatorRecord<PRelu>
{
    public static OpCode OpCode => OpCode.PRelu;

    public static void Check(in PRelu record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2);
        var (input, alpha, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.TypeOf("alpha", alpha, input.Type == ElementType.Int16 ? ElementType.Int8 : input.Type);
        Law.TypeOf("output", output, input.Type);
        Law.ShapeOf("output", output, input.Shape);
        Law.ShapeOf("output", output, Broadcasting.ShapeOf(input.Shape, alpha.Shape));
        Broadcasting.CheckQuantized(operands);
    }

    public static bool MayRunInPlace(in PRelu record, OperandSet operands, int input) => Broadcasting.MayRunInPlace(operands, input);
}
