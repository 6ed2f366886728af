using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>a - b, broadcast, then the activation. Integers without a scale (int32, int64) wrap.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Sub : IOperatorRecord<Sub>
{
    public Activation Activation;

    public static OpCode OpCode => OpCode.Sub;

    public static void Check(in Sub record, OperandSet operands)
    {
        Law.Range("activation", (int)record.Activation, (int)Activation.None, (int)Activation.Relu6);
        Broadcasting.Check(operands, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64);
        Broadcasting.CheckQuantized(operands);
    }

    public static bool MayRunInPlace(in Sub record, OperandSet operands, int input) => Broadcasting.MayRunInPlace(operands, input);
}
