namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>fir</c>: y[n] = sum over k of taps[k] x[n - k] in every channel, x = 0 before the stream begins (A. V. Oppenheim and R. W. Schafer,
/// "Discrete-Time Signal Processing", section 6.5).
/// </summary>
internal sealed class FirStage : IStreamStage
{
    private readonly double[] _taps;
    private readonly double[] _past; // (taps, channels), a ring
    private int _next;

    private FirStage(double[] taps, int channels) => (_taps, InputChannels, _past) = (taps, channels, new double[taps.Length * channels]);

    public static StageKind Kind { get; } = StageKind.OfStream(
        "fir",
        [new StageNumber("taps", null) { MaxValues = 4096 }, SignalNumbers.Channels],
        [],
        p => new FirStage(p.List("taps"), p.Channels()));

    public int InputChannels { get; }

    public int OutputChannels => InputChannels;

    public double Rate => 1;

    public int MostFrames(int frames) => frames;

    public long FramesFor(int outputFrames) => outputFrames;

    public int Apply(ReadOnlySpan<float> frames, Span<float> output)
    {
        var channels = InputChannels;
        var count = Math.Min(frames.Length, output.Length) / channels;
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < channels; c++)
            {
                _past[(_next * channels) + c] = frames[(i * channels) + c];
                var (sum, at) = (0.0, _next);
                foreach (var tap in _taps)
                {
                    sum += tap * _past[(at * channels) + c];
                    at = at == 0 ? _taps.Length - 1 : at - 1;
                }

                output[(i * channels) + c] = (float)sum;
            }

            _next = _next + 1 == _taps.Length ? 0 : _next + 1;
        }

        return count;
    }

    public void Reset() => Array.Clear(_past);
}
