using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Energies gathered into overlapping triangular channels. Inputs: energies (n) uint32; weights and unweights (w) int16, what a frequency
/// gives to its own and to the next channel; first frequency, first weight and width of each of the channels and of one before them
/// (channels + 1) int16. Output (channels) uint64.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalFilterBank : IOperatorRecord<SignalFilterBank>
{
    public int Channels;

    public static OpCode OpCode => OpCode.SignalFilterBank;

    public static void Check(in SignalFilterBank record, OperandSet operands)
    {
        Law.Counts(operands, 6, 6);
        Law.Range("channels", record.Channels, 1, short.MaxValue);
        SignalLaw.Line("energies", operands.Inputs[0], ElementType.UInt32);
        var weights = SignalLaw.Table("weights", operands.Inputs[1]);
        SignalLaw.Table("unweights", operands.Inputs[2]);
        SignalLaw.Line("unweights", operands.Inputs[2], ElementType.Int16, weights);
        foreach (var table in operands.Inputs[3..])
        {
            SignalLaw.Table("channel table", table);
            SignalLaw.Line("channel table", table, ElementType.Int16, record.Channels + 1);
        }

        SignalLaw.Line("output", operands.Outputs[0], ElementType.UInt64, record.Channels);
    }

    public static long Macs(in SignalFilterBank record, OperandSet operands) => 2L * operands.Inputs[1].Shape.ElementCount;
}
