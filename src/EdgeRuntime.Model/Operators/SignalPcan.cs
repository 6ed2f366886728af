using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Gain control per channel by the noise beneath it (per-channel amplitude normalization; Wang et al. 2017). Inputs: channels (n) uint32,
/// noise estimate (n) uint32, gains (125) int16: three coefficients for each power of two of the noise. Output (n) uint32.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalPcan : IOperatorRecord<SignalPcan>
{
    /// <summary>Gains of a noise of 0, 1 and 2 and, four apart, of 2^2..2^31.</summary>
    public const int GainTableLength = 125;

    /// <summary>Bits that signal times gain is shifted down, 0..63.</summary>
    public int SnrShift;

    public static OpCode OpCode => OpCode.SignalPcan;

    public static void Check(in SignalPcan record, OperandSet operands)
    {
        Law.Counts(operands, 3, 3);
        var channels = SignalLaw.Line("input", operands.Inputs[0], ElementType.UInt32);
        SignalLaw.Line("noise estimate", operands.Inputs[1], ElementType.UInt32, channels);
        SignalLaw.Line("gains", operands.Inputs[2], ElementType.Int16, GainTableLength);
        SignalLaw.Line("output", operands.Outputs[0], ElementType.UInt32, channels);
        Law.Range("SNR shift", record.SnrShift, 0, 63);
    }
}
