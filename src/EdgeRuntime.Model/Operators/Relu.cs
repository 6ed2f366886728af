using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>max(x, 0). Float32 as is; int8, uint8 and int16 rescale from the input's to the output's quantization.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Relu : IOperatorRecord<Relu>
{
    public static OpCode OpCode => OpCode.Relu;

    public static void Check(in Relu record, OperandSet operands)
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

    public static bool MayRunInPlace(in Relu record, OperandSet operands, int input) => true;
}
