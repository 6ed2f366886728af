using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct HardSwish : IOperatorRecord<HardSwish>
{
    public static OpCode OpCode => OpCode.HardSwish;

    public static void Check(in HardSwish record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8);
        Law.TypeOf("output", output, input.Type);
        Law.ShapeOf("output", output, input.Shape);
        if (input.Type != ElementType.Float32)
        {
            Law.PerTensor("input", input);
            Law.PerTensor("output", output);
        }

        // The 16-bit result is shifted to the output's scale to the right only.
        Law.Require(FaultKind.Quantization, input.Type == ElementType.Float32 || input.Scale / 128 < output.Scale, "output scale",
            $"above {input.Scale / 128}", output.Scale);
    }

    public static bool MayRunInPlace(in HardSwish record, OperandSet operands, int input) => true;
}
