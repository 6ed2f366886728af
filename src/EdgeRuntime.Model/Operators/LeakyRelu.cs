using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>x where x is at least 0, alpha * x below. Integers rescale from the input's to the output's quantization.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct LeakyRelu : IOperatorRecord<LeakyRelu>
{
    /// <summary>Slope below 0.</summary>
    public float Alpha;

    public static OpCode OpCode => OpCode.LeakyRelu;

    public static void Check(in LeakyRelu record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.Finite("alpha", record.Alpha);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.TypeOf("output", output, input.Type);
        Law.ShapeOf("output", output, input.Shape);
        if (input.Type != ElementType.Float32)
        {
            Law.PerTensor("input", input);
            Law.PerTensor("output", output);
        }
    }

    public static bool MayRunInPlace(in LeakyRelu record, OperandSet operands, int input) => true;
}
