using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Real numbers to integers, round(x / scale) + zeroPoint, saturating, halves to the even integer: ONNX's QuantizeLinear, where
/// <see cref="Quantize"/> rounds halves away from zero.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct QuantizeLinear : IOperatorRecord<QuantizeLinear>
{
    public static OpCode OpCode => OpCode.QuantizeLinear;

    public static void Check(in QuantizeLinear record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32);
        Law.TypeOf("output", output, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.ShapeOf("output", output, input.Shape);
        Law.PerTensor("output", output);
    }
}
