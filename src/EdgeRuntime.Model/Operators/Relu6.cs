using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>min(max(x, 0), 6). Integers rescale from the input's to the output's quantization.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Relu6 : IOperatorRecord<Relu6>
{
    public static OpCode OpCode => OpCode.Relu6;

    public static void Check(in Relu6 record, OperandSet operands)
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

    public static bool MayRunInPlace(in Relu6 record, OperandSet operands, int input) => true;
}
