using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// A function of each element. All take float32; Abs, Neg and Sign signed integers too, wrapping; Not takes bool, BitwiseNot integers;
/// IsNaN and IsInf give bool. Integers are plain numbers, without a scale.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct UnaryMath : IOperatorRecord<UnaryMath>
{
    public UnaryFunction Function;

    /// <summary>First parameter of the functions that have one; else 0.</summary>
    public float Alpha;

    /// <summary>Second parameter of the functions that have two; else 0.</summary>
    public float Beta;

    public static OpCode OpCode => OpCode.UnaryMath;

    private readonly ReadOnlySpan<ElementType> InputTypes => Function switch
    {
        UnaryFunction.Not => [ElementType.Bool],
        UnaryFunction.BitwiseNot => [ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64],
        UnaryFunction.Abs or UnaryFunction.Neg or UnaryFunction.Sign =>
            [ElementType.Float32, ElementType.Int8, ElementType.Int16, ElementType.Int32, ElementType.Int64],
        _ => [ElementType.Float32],
    };

    public static void Check(in UnaryMath record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.Require(FaultKind.Parameter, Enum.IsDefined(record.Function), "function", "a number of UnaryFunction", (int)record.Function);
        Law.Finite("alpha", record.Alpha);
        Law.Finite("beta", record.Beta);
        Law.TypeOf("input", input, record.InputTypes);
        Law.TypeOf("output", output, record.Function is UnaryFunction.IsNaN or UnaryFunction.IsInf ? ElementType.Bool : input.Type);
        Law.ShapeOf("output", output, input.Shape);
    }

    public static bool MayRunInPlace(in UnaryMath record, OperandSet operands, int input) =>
        operands.Inputs[0].Type == operands.Outputs[0].Type;
}
