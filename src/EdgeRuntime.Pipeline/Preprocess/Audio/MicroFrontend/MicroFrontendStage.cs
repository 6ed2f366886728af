namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>microFrontend</c>: samples to (frames, channels), see <see cref="MicroFrontend"/>. Samples reach from -<c>fullScale</c> to just below it
/// and become 16 bits. <c>rounding</c>: <c>none</c> gives feature / 25.6, the unit that models are trained in; <c>int8</c> the same in 256
/// steps of 26 / 256, as TensorFlow Lite Micro's generators write them: with the scale 26 / 256 or near to it, the input's bytes are theirs.
/// </summary>
internal sealed class MicroFrontendStage : FramedStage
{
    private const double FeatureUnit = 25.6, HighestFeature = 26;

    private readonly MicroFrontend _frontend;
    private readonly float _toInt16;
    private readonly bool _isInSteps;

    private MicroFrontendStage(MicroFrontend frontend, int stride, double fullScale, bool isInSteps)
        : base(frontend.Frame.Length, stride, frontend.Features.Length) =>
        (_frontend, _toInt16, _isInSteps) = (frontend, (float)(32_768 / fullScale), isInSteps);

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

    public override void Reset()
    {
        base.Reset();
        _frontend.Reset();
    }

    protected override void Compute(ReadOnlySpan<float> frame, Span<float> row)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            var scaled = MathF.Round(frame[i] * _toInt16, MidpointRounding.AwayFromZero);
            _frontend.Frame[i] = float.IsNaN(scaled) ? (short)0 : (short)Math.Clamp(scaled, short.MinValue, short.MaxValue);
        }

        _frontend.Run();
        var features = _frontend.Features;
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = _isInSteps ? (float)(Steps(features[i]) * HighestFeature / 256) : (float)(features[i] / FeatureUnit);
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
