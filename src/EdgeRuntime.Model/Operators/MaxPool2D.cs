using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Largest of the elements that a window covers. Input (n, inH, inW, c), output (n, outH, outW, c).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct MaxPool2D : IOperatorRecord<MaxPool2D>
{
    public PoolWindow Window;

    public static OpCode OpCode => OpCode.MaxPool2D;

    public static void Check(in MaxPool2D record, OperandSet operands) => record.Window.Check(operands);
}
