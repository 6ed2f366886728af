using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Rounded square root, then shifted down by what the frame was shifted up: inputs (n) uint64 and one int32, output (n) uint32.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalFilterBankSquareRoot : IOperatorRecord<SignalFilterBankSquareRoot>
{
    public static OpCode OpCode => OpCode.SignalFilterBankSquareRoot;

    public static void Check(in SignalFilterBankSquareRoot record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2);
        var channels = SignalLaw.Line("input", operands.Inputs[0], ElementType.UInt64);
        SignalLaw.Scalar("scale bits", operands.Inputs[1]);
        SignalLaw.Line("output", operands.Outputs[0], ElementType.UInt32, channels);
    }
}
