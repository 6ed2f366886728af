using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Takes a running estimate of the noise from each channel. Inputs: channels (n) uint32 and the estimate, a variable (n) uint32; outputs:
/// what is left, and the estimate, both (n) uint32.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalFilterBankSpectralSubtraction : IOperatorRecord<SignalFilterBankSpectralSubtraction>
{
    /// <summary>Weight of the newest frame in even channels, <see cref="SpectralSubtractionBits"/> fractional bits.</summary>
    public int Smoothing;

    public int OneMinusSmoothing;

    /// <summary>The same in odd channels.</summary>
    public int AlternateSmoothing;

    public int AlternateOneMinusSmoothing;

    /// <summary>Share of a channel that is always left, <see cref="SpectralSubtractionBits"/> fractional bits.</summary>
    public int MinSignalRemaining;

    /// <summary>Fractional bits of the estimate, 0..31.</summary>
    public int SmoothingBits;

    /// <summary>0..63.</summary>
    public int SpectralSubtractionBits;

    /// <summary>1: the estimate never stays above the signal.</summary>
    public int Clamping;

    public static OpCode OpCode => OpCode.SignalFilterBankSpectralSubtraction;

    public static void Check(in SignalFilterBankSpectralSubtraction record, OperandSet operands)
    {
        Law.Counts(operands, 2, 2, outputs: 2);
        var channels = SignalLaw.Line("input", operands.Inputs[0], ElementType.UInt32);
        SignalLaw.Line("noise estimate", operands.Inputs[1], ElementType.UInt32, channels);
        Law.Require(FaultKind.OperandKind, operands.Inputs[1].Kind == TensorKind.Variable, "noise estimate", "a variable", operands.Inputs[1].Kind);
        SignalLaw.Line("output", operands.Outputs[0], ElementType.UInt32, channels);
        SignalLaw.Line("noise estimate output", operands.Outputs[1], ElementType.UInt32, channels);
        Law.Range("smoothing bits", record.SmoothingBits, 0, 31);
        Law.Range("spectral subtraction bits", record.SpectralSubtractionBits, 0, 63);
        Law.Range("clamping", record.Clamping, 0, 1);
    }
}
