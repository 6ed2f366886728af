namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>noiseSuppression</c>: spectral subtraction from (frames, channels) energies (S. F. Boll, "Suppression of acoustic noise in speech
/// using spectral subtraction", 1979): N[t] = (1 - s) N[t-1] + s E[t] with N = 0 before the stream, and max(E - N, minSignalRemaining E).
/// </summary>
internal sealed class NoiseSuppressionStage(int channels, float smoothing, float remaining) : IStreamStage
{
    private readonly float[] _noise = new float[channels];

    public static StageKind Kind { get; } = StageKind.OfStream(
        "noiseSuppression",
        [
            new StageNumber("smoothing", 0.025) { Min = 1e-6, Max = 1 },
            new StageNumber("minSignalRemaining", 0.05) { Min = 0, Max = 1 },
            SignalNumbers.Channels,
        ],
        [],
        p => new NoiseSuppressionStage(p.Channels(), (float)p.Number("smoothing"), (float)p.Number("minSignalRemaining")));

    public int InputChannels => channels;

    public int OutputChannels => channels;

    public double Rate => 1;

    public int MostFrames(int frames) => frames;

    public long FramesFor(int outputFrames) => outputFrames;

    public int Apply(ReadOnlySpan<float> frames, Span<float> output)
    {
        var count = Math.Min(frames.Length, output.Length) / channels * channels;
        for (var (i, c) = (0, 0); i < count; i++)
        {
            _noise[c] = ((1 - smoothing) * _noise[c]) + (smoothing * frames[i]);
            output[i] = Math.Max(frames[i] - _noise[c], remaining * frames[i]);
            c = c + 1 == channels ? 0 : c + 1;
        }

        return count / channels;
    }

    public void Reset() => Array.Clear(_noise);
}
