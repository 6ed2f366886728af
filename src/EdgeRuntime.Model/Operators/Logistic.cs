using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>1 / (1 + exp(-x)). Quantized outputs have the fixed range [0, 1): scale 2^-8, or 2^-15 for int16.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Logistic : IOperatorRecord<Logistic>
{
    public static OpCode OpCode => OpCode.Logistic;

    public static void Check(in Logistic record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.TypeOf("output", output, input.Type);
        Law.ShapeOf("output", output, input.Shape);
        if (input.Type != ElementType.Float32)
        {
            Law.PerTensor("input", input);
            Law.FixedQuantization("output", output, input.Type == ElementType.Int16 ? 1f / 32768 : 1f / 256,
                input.Type == ElementType.Int8 ? -128 : 0);
            Law.SigmoidInput(input);
        }
    }

    public static bool MayRunInPlace(in Logistic record, OperandSet operands, int input) => true;
}
