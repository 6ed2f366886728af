using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>1 / sqrt(x). Quantized: x at or below 0 gives the largest value the output can hold.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Rsqrt : IOperatorRecord<Rsqrt>
{
    public static OpCode OpCode => OpCode.Rsqrt;

    public static void Check(in Rsqrt record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.TypeOf("output", output, input.Type);
        Law.ShapeOf("output", output, input.Shape);
        if (input.Type != ElementType.Float32)
        {
            Law.PerTensor("input", input);
            Law.PerTensor("output", output);
        }
    }

    public static bool MayRunInPlace(in Rsqrt record, OperandSet operands, int input) => true;
}
