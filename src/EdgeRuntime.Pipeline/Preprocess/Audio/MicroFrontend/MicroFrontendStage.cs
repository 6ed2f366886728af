namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>microFrontend</c>: samples to (frames, channels), see <see cref="MicroFrontend"/>. Samples reach from -<c>fullScale</c> to just below it
/// and become 16 bits. <c>rounding</c>: <c>none</c> gives feature / 25.6, the unit that models are trained in; <c>int8</c> the same in 256
/// steps of 26 / 256, as TensorFlow Lite Micro's generators write them: with the scale 26 / 256 or near to it, the input's bytes are theirs.
/// </summary>
internal sealed class MicroFrontendStage : IStreamStage
{
    private const double FeatureUnit = 25.6, HighestFeature = 26;

    private readonly MicroFrontend _frontend;
    private readonly int _stride;
    private readonly float _toInt16;
    private readonly bool _isInSteps;
    private readonly short[] _samples; // of the frame that is not complete yet
    private int _count;
    private int _toSkip;

    private MicroFrontendStage(MicroFrontend frontend, int stride, double fullScale, bool isInSteps)
    {
        (_frontend, _stride, _isInSteps, OutputChannels) = (frontend, stride, isInSteps, frontend.Features.Length);
        (_samples, _toInt16) = (new short[frontend.Frame.Length], (float)(32_768 / fullScale));
    }

    public static StageKind Kind { get; } = StageKind.OfStream(
        "microFrontend",
        [
            new StageNumber("sampleRateHz", null) { Min = 1000, Max = 192_000 },
            StageNumber.Count("frameLength", 480, 64, 8192),
            StageNumber.Count("frameStride", 320, 1, FrameNumbers.MaxLength),
            StageNumber.Count("channels", 40, 1, 256),
            new StageNumber("lowHz", 125) { Min = 0, Max = 96_000 },
            new StageNumber("highHz", 7500) { Min = 1, Max = 96_000 },
            new StageNumber("evenSmoothing", 0.025) { Min = 0, Max = 1 },
            new StageNumber("oddSmoothing", 0.06) { Min = 0, Max = 1 },
            new StageNumber("minSignalRemaining", 0.05) { Min = 0, Max = 1 },
            new StageNumber("pcanStrength", 0.95) { Min = 0, Max = 2 },
            new StageNumber("pcanOffset", 80) { Min = 0.001, Max = 1e6 },
            new StageNumber("fullScale", 1) { MustBePositive = true },
        ],
        [new StageOption("gainControl", "pcan", "none"), new StageOption("rounding", "none", "int8")],
        Create);

    public int InputChannels => 1;

    public int OutputChannels { get; }

    public double Rate => 1.0 / _stride;

    public int MostFrames(int frames) => (frames / _stride) + 1;

    public long FramesFor(int outputFrames) => ((outputFrames - 1L) * _stride) + _samples.Length;

    public int Apply(ReadOnlySpan<float> frames, Span<float> output)
    {
        var written = 0;
        foreach (var sample in frames)
        {
            if (_toSkip > 0)
            {
                _toSkip--;
                continue;
            }

            var scaled = MathF.Round(sample * _toInt16, MidpointRounding.AwayFromZero);
            _samples[_count++] = float.IsNaN(scaled) ? (short)0 : (short)Math.Clamp(scaled, short.MinValue, short.MaxValue);
            if (_count == _samples.Length)
            {
                _samples.CopyTo(_frontend.Frame);
                _frontend.Run();
                if ((written + 1) * OutputChannels <= output.Length)
                {
                    Write(output.Slice(written++ * OutputChannels, OutputChannels));
                }

                Advance();
            }
        }

        return written;
    }

    public void Reset()
    {
        (_count, _toSkip) = (0, 0);
        _frontend.Reset();
    }

    private void Advance()
    {
        var kept = Math.Max(0, _samples.Length - _stride);
        _samples.AsSpan(_samples.Length - kept).CopyTo(_samples);
        (_count, _toSkip) = (kept, Math.Max(0, _stride - _samples.Length));
    }

    private void Write(Span<float> output)
    {
        var features = _frontend.Features;
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = _isInSteps ? (float)(Steps(features[i]) * HighestFeature / 256) : (float)(features[i] / FeatureUnit);
        }
    }

    /// <summary>feature * 256 / (25.6 * 26), the divisor a whole number as in TensorFlow Lite Micro; what lies above is the highest.</summary>
    private static int Steps(int feature)
    {
        const int divisor = 666;
        return Math.Min(((feature * 256) + (divisor / 2)) / divisor, byte.MaxValue);
    }

    private static MicroFrontendStage Create(StageParameters parameters)
    {
        var (rate, low, high) = (parameters.Number("sampleRateHz"), parameters.Number("lowHz"), parameters.Number("highHz"));
        if (!(low < high && high <= rate / 2))
        {
            throw new ContractException($"'lowHz' is {low:R} and 'highHz' {high:R}; expected lowHz < highHz <= half of 'sampleRateHz', {rate / 2:R}.");
        }

        var settings = new MicroFrontendSettings(rate, parameters.Count("frameLength"), parameters.Count("channels"), low, high)
        {
            EvenSmoothing = parameters.Number("evenSmoothing"),
            OddSmoothing = parameters.Number("oddSmoothing"),
            MinSignalRemaining = parameters.Number("minSignalRemaining"),
            HasPcan = parameters.Option("gainControl") == "pcan",
            PcanStrength = (float)parameters.Number("pcanStrength"),
            PcanOffset = (float)parameters.Number("pcanOffset"),
        };
        return new MicroFrontendStage(
            new MicroFrontend(settings), parameters.Count("frameStride"), parameters.Number("fullScale"), parameters.Option("rounding") == "int8");
    }
}
