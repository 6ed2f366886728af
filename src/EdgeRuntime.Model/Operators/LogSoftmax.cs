using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>x - log of the sum of exp(x), along the last axis. Quantized outputs have the fixed range [-16, 0].</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct LogSoftmax : IOperatorRecord<LogSoftmax>
{
    public static OpCode OpCode => OpCode.LogSoftmax;

    public static void Check(in LogSoftmax record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.TypeOf("output", output, input.Type);
        Law.ShapeOf("output", output, input.Shape);
        if (input.Type != ElementType.Float32)
        {
            Law.PerTensor("input", input);
            Law.FixedQuantization("output", output, 16f / 256, output.Type.QuantizedRange().Max);
        }
    }
}
