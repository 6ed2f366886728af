using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>(a - b)^2, broadcast. Integers without a scale (int32) wrap.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SquaredDifference : IOperatorRecord<SquaredDifference>
{
    public static OpCode OpCode => OpCode.SquaredDifference;

    public static void Check(in SquaredDifference record, OperandSet operands)
    {
        Broadcasting.Check(operands, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32);
        Broadcasting.CheckQuantized(operands);
    }

    public static bool MayRunInPlace(in SquaredDifference record, OperandSet operands, int input) => Broadcasting.MayRunInPlace(operands, input);
}
