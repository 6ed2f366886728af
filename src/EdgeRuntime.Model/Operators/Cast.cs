using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Value of another element type: reals are cut toward zero and saturate (not-a-number gives 0), integers wrap, anything but 0 is true.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Cast : IOperatorRecord<Cast>
{
    private static ReadOnlySpan<ElementType> All =>
    [
        ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Bool,
        ElementType.UInt32, ElementType.UInt64,
    ];

    public static OpCode OpCode => OpCode.Cast;

    public static void Check(in Cast record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, All);
        Law.TypeOf("output", output, All);
        Law.ShapeOf("output", output, input.Shape);
    }

    public static bool MayRunInPlace(in Cast record, OperandSet operands, int input) =>
        operands.Inputs[0].Type.SizeBytes() == operands.Outputs[0].Type.SizeBytes();
}
