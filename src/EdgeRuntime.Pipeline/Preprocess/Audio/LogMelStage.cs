namespace EdgeRuntime.Pipeline;

/// <summary><c>logMel</c>: samples to (frames, melBins), see <see cref="LogMelSpectrum"/>.</summary>
internal sealed class LogMelStage(LogMelSpectrum spectrum, int stride) : FramedStage(spectrum.FrameLength, stride, spectrum.Bins)
{
    private readonly double[] _bins = new double[spectrum.Bins];

    public static StageKind Kind { get; } = StageKind.OfStream(
        "logMel",
        LogMelSpectrum.Numbers,
        LogMelSpectrum.Options,
        p => new LogMelStage(LogMelSpectrum.Create(p), p.Count("frameStride")));

    protected override void Compute(ReadOnlySpan<float> frame, Span<float> row)
    {
        spectrum.Compute(frame, _bins);
        for (var m = 0; m < row.Length; m++)
        {
            row[m] = (float)_bins[m];
        }
    }
}
