using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Mean of the elements that a window covers; padding does not count. Input (n, inH, inW, c), output (n, outH, outW, c).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct AveragePool2D : IOperatorRecord<AveragePool2D>
{
    public PoolWindow Window;

    public static OpCode OpCode => OpCode.AveragePool2D;

    public static void Check(in AveragePool2D record, OperandSet operands) => record.Window.Check(operands);
}
