namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>pcen</c>: per-channel energy normalization of (frames, channels) energies (Wang, Getreuer, Hughes, Lyon, Saurous, "Trainable frontend
/// for robust and far-field keyword spotting", ICASSP 2017, eq. 1 and 2): M[t] = (1 - s) M[t-1] + s E[t], M[0] = E[0], and
/// (E / (floor + M)^gain + bias)^power - bias^power.
/// </summary>
internal sealed class PcenStage(int channels, double smoothing, double gain, double bias, double power, double floor) : IStreamStage
{
    private readonly double[] _means = new double[channels];
    private readonly double _lifted = PortableMath.Exp(power * PortableMath.Log(bias));
    private bool _hasBegun;

    public static StageKind Kind { get; } = StageKind.OfStream(
        "pcen",
        [
            new StageNumber("smoothing", 0.025) { Min = 1e-6, Max = 1 },
            new StageNumber("gain", 0.98) { Min = 0, Max = 2 },
            new StageNumber("bias", 2) { MustBePositive = true },
            new StageNumber("power", 0.5) { Min = 1e-3, Max = 1 },
            new StageNumber("floor", 1e-6) { MustBePositive = true },
            SignalNumbers.Channels,
        ],
        [],
        p => new PcenStage(p.Channels(), p.Number("smoothing"), p.Number("gain"), p.Number("bias"), p.Number("power"), p.Number("floor")));

    public int InputChannels => channels;

    public int OutputChannels => channels;

    public double Rate => 1;

    public int MostFrames(int frames) => frames;

    public long FramesFor(int outputFrames) => outputFrames;

    public int Apply(ReadOnlySpan<float> frames, Span<float> output)
    {
        var count = Math.Min(frames.Length, output.Length) / channels;
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < channels; c++)
            {
                double energy = Math.Max(0, frames[(i * channels) + c]);
                _means[c] = _hasBegun ? ((1 - smoothing) * _means[c]) + (smoothing * energy) : energy;
                var normal = (energy * PortableMath.Exp(-gain * PortableMath.Log(floor + _means[c]))) + bias;
                output[(i * channels) + c] = (float)(PortableMath.Exp(power * PortableMath.Log(normal)) - _lifted);
            }

            _hasBegun = true;
        }

        return count;
    }

    public void Reset() => _hasBegun = false;
}
