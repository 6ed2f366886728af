using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>The larger of a and b, broadcast. Stored integers are compared as they are: TensorFlow Lite defines this for operands of one quantization.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Maximum : IOperatorRecord<Maximum>
{
    public static OpCode OpCode => OpCode.Maximum;

    public static void Check(in Maximum record, OperandSet operands) =>
        Broadcasting.Check(operands, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64);

    public static bool MayRunInPlace(in Maximum record, OperandSet operands, int input) => Broadcasting.MayRunInPlace(operands, input);
}
