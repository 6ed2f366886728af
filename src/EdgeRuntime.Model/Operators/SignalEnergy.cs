using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Energy of complex frequencies: input (2n) int16, real and imaginary parts in turn; output (n) uint32, zero outside
/// [<see cref="StartIndex"/>, <see cref="EndIndex"/>).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalEnergy : IOperatorRecord<SignalEnergy>
{
    public int StartIndex;
    public int EndIndex;

    public static OpCode OpCode => OpCode.SignalEnergy;

    public static void Check(in SignalEnergy record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var length = SignalLaw.Line("output", operands.Outputs[0], ElementType.UInt32);
        SignalLaw.Line("input", operands.Inputs[0], ElementType.Int16, checked(2 * length));
        Law.Range("end index", record.EndIndex, 0, length);
        Law.Range("start index", record.StartIndex, 0, record.EndIndex);
    }
}
