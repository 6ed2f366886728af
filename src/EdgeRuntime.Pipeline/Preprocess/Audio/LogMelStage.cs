using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>logMel</c>: samples to (frames, melBins), see <see cref="LogMelSpectrum"/>.</summary>
internal sealed class LogMelStage(LogMelSpectrum spectrum, int samples, int stride) : IPreprocessStage
{
    private readonly double[] _bins = new double[spectrum.Bins];

    public static StageKind Kind { get; } = new("logMel", LogMelSpectrum.Numbers, Create) { Options = LogMelSpectrum.Options };

    public Shape Input => new(samples);

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var (from, to) = (0, 0); to < output.Length; from += stride)
        {
            spectrum.Compute(input.Slice(from, spectrum.FrameLength), _bins);
            foreach (var bin in _bins)
            {
                output[to++] = (float)bin;
            }
        }
    }

    private static LogMelStage Create(StageParameters parameters)
    {
        var (spectrum, stride) = (LogMelSpectrum.Create(parameters), parameters.Count("frameStride"));
        var frames = parameters.Rows(spectrum.Bins, "mel bins");
        return new LogMelStage(spectrum, FrameNumbers.Samples(frames, spectrum.FrameLength, stride), stride);
    }
}
