using EdgeRuntime.Model;
using static Laws.Tests.OperatorProbes;

namespace Laws.Tests;

/// <summary>Probes of the audio front end's operators.</summary>
internal static class SignalProbes
{
    public static Probe? Of(OpCode opCode, ElementType type) => opCode switch
    {
        OpCode.SignalWindow => Step(new SignalWindow { Shift = 12 }, [Line(type, 8), Line(ElementType.Int16, 8)], [Line(type, 8)]),
        OpCode.SignalFftAutoScale => Step(default(SignalFftAutoScale), [Line(type, 8)], [Line(type, 8), Scalar]),
        OpCode.SignalRfft => Step(new SignalRfft { FftLength = 16 }, [Line(type, 12)], [Line(type, 18)]),
        OpCode.SignalEnergy => Step(new SignalEnergy { StartIndex = 1, EndIndex = 3 }, [Line(type, 8)], [Line(ElementType.UInt32, 4)]),
        OpCode.SignalFilterBank => Step(
            new SignalFilterBank { Channels = 2 },
            [Line(type, 6), Table(7), Table(7), Table(3), Table(3), Table(3)],
            [Line(ElementType.UInt64, 2)]),
        OpCode.SignalFilterBankSquareRoot => Step(default(SignalFilterBankSquareRoot), [Line(type, 4), Scalar], [Line(ElementType.UInt32, 4)]),
        OpCode.SignalFilterBankSpectralSubtraction => Step(
            new SignalFilterBankSpectralSubtraction { Smoothing = 100, OneMinusSmoothing = 16284, SmoothingBits = 10, SpectralSubtractionBits = 14 },
            [Line(type, 4), Tensor(type, new Shape(4), TensorKind.Variable)],
            [Line(type, 4), Line(type, 4)]),
        OpCode.SignalPcan => Step(
            new SignalPcan { SnrShift = 6 }, [Line(type, 4), Line(type, 4), Table(SignalPcan.GainTableLength)], [Line(type, 4)]),
        OpCode.SignalFilterBankLog => Step(
            new SignalFilterBankLog { OutputScale = 1600, InputCorrectionBits = 3 }, [Line(type, 4)], [Line(ElementType.Int16, 4)]),
        _ => null,
    };

    private static OperandInfo Scalar => Tensor(ElementType.Int32, new Shape());

    private static OperandInfo Line(ElementType type, int length) => Tensor(type, new Shape(length));

    private static OperandInfo Table(int length) => Tensor(ElementType.Int16, new Shape(length), TensorKind.Constant);
}
