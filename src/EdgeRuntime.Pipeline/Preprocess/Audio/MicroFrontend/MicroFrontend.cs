using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// The audio front end of TensorFlow Lite Micro (its <c>audio_preprocessor</c>): Hann window, 16-bit FFT, mel channels, square root, noise
/// suppression, gain control, logarithm. Integers throughout, computed by the operators' own kernels; equal to its bit for bit. The noise
/// estimate goes on from frame to frame.
/// </summary>
internal sealed class MicroFrontend
{
    private const int WindowBits = 12, SmoothingBits = 10, SubtractionBits = 14, GainBits = 21, SnrBits = 12, LogBits = 6;

    private readonly KernelTensor _frame;
    private readonly KernelTensor _noise;
    private readonly KernelTensor _features;
    private readonly KernelStep[] _steps;

    /// <param name="settings">What may be chosen; the rest is as TensorFlow Lite Micro has it.</param>
    /// <exception cref="ContractException">The channels reach beyond the spectrum.</exception>
    public MicroFrontend(MicroFrontendSettings settings)
    {
        var fftLength = Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)settings.FrameLength));
        var lines = (fftLength / 2) + 1;
        var mel = new MelChannels(settings.Channels, lines, settings.SampleRateHz, settings.LowHz, settings.HighHz);
        if (mel.EndIndex >= lines)
        {
            throw new ContractException($"'highHz' is {settings.HighHz:R}; expected a channel's width below half of 'sampleRateHz'.");
        }

        var correctionBits = BitOperations.Log2((uint)fftLength) - (MelChannels.WeightBits / 2);
        KernelTensor
            weights = KernelTensor.Constant(Hann(settings.FrameLength)),
            windowed = new(ElementType.Int16, settings.FrameLength),
            scaled = new(ElementType.Int16, settings.FrameLength),
            scaleBits = new(ElementType.Int32, 0),
            spectrum = new(ElementType.Int16, 2 * lines),
            energies = new(ElementType.UInt32, lines),
            bank = new(ElementType.UInt64, settings.Channels),
            roots = new(ElementType.UInt32, settings.Channels),
            clean = new(ElementType.UInt32, settings.Channels),
            estimate = new(ElementType.UInt32, settings.Channels),
            gained = new(ElementType.UInt32, settings.Channels);
        _frame = new KernelTensor(ElementType.Int16, settings.FrameLength);
        _noise = new KernelTensor(ElementType.UInt32, settings.Channels, TensorKind.Variable);
        _features = new KernelTensor(ElementType.Int16, settings.Channels);
        KernelTensor[] bankInputs =
            [energies, .. new[] { mel.Weights, mel.Unweights, mel.FrequencyStarts, mel.WeightStarts, mel.Widths }.Select(t => KernelTensor.Constant(t))];
        var gains = KernelTensor.Constant(
            PcanGains.Table(settings.PcanStrength, settings.PcanOffset, GainBits, SmoothingBits - correctionBits));
        _steps =
        [
            KernelStep.Of(new SignalWindow { Shift = WindowBits }, [_frame, weights], windowed),
            KernelStep.Of(default(SignalFftAutoScale), [windowed], scaled, scaleBits),
            KernelStep.Of(new SignalRfft { FftLength = fftLength }, [scaled], spectrum),
            KernelStep.Of(new SignalEnergy { StartIndex = mel.StartIndex, EndIndex = mel.EndIndex }, [spectrum], energies),
            KernelStep.Of(new SignalFilterBank { Channels = settings.Channels }, bankInputs, bank),
            KernelStep.Of(default(SignalFilterBankSquareRoot), [bank, scaleBits], roots),
            KernelStep.Of(Subtraction(settings), [roots, _noise], clean, estimate),
            .. settings.HasPcan
                ? [KernelStep.Of(new SignalPcan { SnrShift = GainBits - correctionBits - SnrBits }, [clean, estimate, gains], gained)]
                : Array.Empty<KernelStep>(),
            KernelStep.Of(
                new SignalFilterBankLog { OutputScale = 1 << LogBits, InputCorrectionBits = correctionBits },
                [settings.HasPcan ? gained : clean],
                _features),
        ];
    }

    /// <summary>Samples of the next frame, to be written before <see cref="Run"/>.</summary>
    public Span<short> Frame => _frame.As<short>();

    /// <summary>The last frame's channels, in steps of 1 / 64.</summary>
    public ReadOnlySpan<short> Features => _features.As<short>();

    public void Run()
    {
        foreach (var step in _steps)
        {
            step.Run();
        }
    }

    /// <summary>Nothing is known of the noise.</summary>
    public void Reset() => _noise.As<uint>().Clear();

    private static short[] Hann(int length)
    {
        var weights = new short[length];
        for (var i = 0; i < length; i++)
        {
            weights[i] = (short)Math.Round((0.5 - (0.5 * PortableMath.Cos(2 * Math.PI / length * (i + 0.5)))) * (1 << WindowBits));
        }

        return weights;
    }

    private static SignalFilterBankSpectralSubtraction Subtraction(MicroFrontendSettings settings)
    {
        const int one = 1 << SubtractionBits;
        var (even, odd) = ((int)(settings.EvenSmoothing * one), (int)(settings.OddSmoothing * one));
        return new SignalFilterBankSpectralSubtraction
        {
            Smoothing = even,
            OneMinusSmoothing = one - even,
            AlternateSmoothing = odd,
            AlternateOneMinusSmoothing = one - odd,
            MinSignalRemaining = (int)(settings.MinSignalRemaining * one),
            SmoothingBits = SmoothingBits,
            SpectralSubtractionBits = SubtractionBits,
        };
    }
}
