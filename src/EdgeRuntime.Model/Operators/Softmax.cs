using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>exp(beta x) / sum of exp(beta x) along the last axis. int8 may also give int16. Quantized outputs have the fixed range [0, 1).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Softmax : IOperatorRecord<Softmax>
{
    /// <summary>Above 0.</summary>
    public float Beta;

    public static OpCode OpCode => OpCode.Softmax;

    public static void Check(in Softmax record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.Finite("beta", record.Beta);
        Law.Require(FaultKind.Parameter, record.Beta > 0, "beta", "above 0", record.Beta);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.ShapeOf("output", output, input.Shape);
        if (input.Type == ElementType.Int8)
        {
            Law.TypeOf("output", output, ElementType.Int8, ElementType.Int16);
        }
        else
        {
            Law.TypeOf("output", output, input.Type);
        }

        if (input.Type != ElementType.Float32)
        {
            Law.PerTensor("input", input);
            CheckOutputRange(input.Type, output);
        }
    }

    /// <summary>8 bits: 2^-8 from the lowest integer. 16 bits: 2^-15 from 0, or 2^-16 from the lowest when made from 8 bits.</summary>
    private static void CheckOutputRange(ElementType inputType, OperandInfo output)
    {
        var (scale, zeroPoint) = (inputType, output.Type) switch
        {
            (ElementType.Int16, _) => (1f / 32768, 0),
            (_, ElementType.Int16) => (1f / 65536, short.MinValue),
            _ => (1f / 256, output.Type.QuantizedRange().Min),
        };
        Law.FixedQuantization("output", output, scale, zeroPoint);
    }
}
