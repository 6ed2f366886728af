using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Real numbers to integers, or integers of one quantization to another: round(x / scale) + zeroPoint, saturating.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Quantize : IOperatorRecord<Quantize>
{
    public static OpCode OpCode => OpCode.Quantize;

    public static void Check(in Quantize record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32);
        Law.TypeOf("output", output, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32);
        Law.ShapeOf("output", output, input.Shape);
        Law.PerTensor("output", output);
        if (input.Type != ElementType.Float32)
        {
            Law.PerTensor("input", input);
        }
    }

    public static bool MayRunInPlace(in Quantize record, OperandSet operands, int input) =>
        operands.Inputs[0].Type.SizeBytes() == operands.Outputs[0].Type.SizeBytes();
}
