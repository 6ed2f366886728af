using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// A function of two operands of one type, broadcast. Arithmetic takes float32 and integers without a scale, bitwise functions and shifts
/// integers, And, Or and Xor bool; comparisons take any type and give bool.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct BinaryMath : IOperatorRecord<BinaryMath>
{
    public BinaryFunction Function;

    public static OpCode OpCode => OpCode.BinaryMath;

    private readonly bool IsComparison => Function is >= BinaryFunction.Equal and <= BinaryFunction.LessOrEqual;

    private readonly ReadOnlySpan<ElementType> InputTypes => Function switch
    {
        BinaryFunction.And or BinaryFunction.Or or BinaryFunction.Xor => [ElementType.Bool],
        >= BinaryFunction.BitwiseAnd => [ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64],
        >= BinaryFunction.Equal =>
        [
            ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Bool,
        ],
        _ => [ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64],
    };

    public static void Check(in BinaryMath record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2);
        var (a, b, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.Require(FaultKind.Parameter, Enum.IsDefined(record.Function), "function", "a number of BinaryFunction", (int)record.Function);
        Law.TypeOf("input 0", a, record.InputTypes);
        Law.TypeOf("input 1", b, a.Type);
        Law.TypeOf("output", output, record.IsComparison ? ElementType.Bool : a.Type);
        Law.ShapeOf("output", output, Broadcasting.ShapeOf(a.Shape, b.Shape));
    }

    public static bool MayRunInPlace(in BinaryMath record, OperandSet operands, int input) => Broadcasting.MayRunInPlace(operands, input);
}
