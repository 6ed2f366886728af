using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Shifts a frame up until its largest sample needs all bits: input (n) int16; outputs (n) int16 and how many bits that was, one int32.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalFftAutoScale : IOperatorRecord<SignalFftAutoScale>
{
    public static OpCode OpCode => OpCode.SignalFftAutoScale;

    public static void Check(in SignalFftAutoScale record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1, outputs: 2);
        var length = SignalLaw.Line("input", operands.Inputs[0], ElementType.Int16);
        SignalLaw.Line("output", operands.Outputs[0], ElementType.Int16, length);
        SignalLaw.Scalar("scale bits", operands.Outputs[1]);
    }
}
