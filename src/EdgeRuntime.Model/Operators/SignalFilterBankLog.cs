using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Natural logarithm of channels: input (n) uint32, output (n) int16 in steps of 1 / <see cref="OutputScale"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalFilterBankLog : IOperatorRecord<SignalFilterBankLog>
{
    /// <summary>Output steps per unit, 1..65536.</summary>
    public int OutputScale;

    /// <summary>Bits that the input is shifted up first, 0..31.</summary>
    public int InputCorrectionBits;

    public static OpCode OpCode => OpCode.SignalFilterBankLog;

    public static void Check(in SignalFilterBankLog record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var channels = SignalLaw.Line("input", operands.Inputs[0], ElementType.UInt32);
        SignalLaw.Line("output", operands.Outputs[0], ElementType.Int16, channels);
        Law.Range("output scale", record.OutputScale, 1, 1 << 16);
        Law.Range("input correction bits", record.InputCorrectionBits, 0, 31);
    }
}
