namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>mfcc</c>: samples to (frames, coefficients): y[k] = sqrt(2 / bins) * sum over n of logMel[n] cos(pi k (n + 0.5) / bins), see
/// <see cref="LogMelSpectrum"/>. <c>dct</c>: <c>orthonormal</c> divides y[0] by sqrt(2), <c>htk</c> does not.
/// </summary>
internal sealed class MfccStage : FramedStage
{
    private readonly LogMelSpectrum _spectrum;
    private readonly double[] _bins;
    private readonly double[] _cosines; // (coefficients, bins)

    private MfccStage(LogMelSpectrum spectrum, int stride, int coefficients, bool isOrthonormal)
        : base(spectrum.FrameLength, stride, coefficients)
    {
        (_spectrum, _bins) = (spectrum, new double[spectrum.Bins]);
        _cosines = new double[coefficients * _bins.Length];
        for (var i = 0; i < _cosines.Length; i++)
        {
            var (k, n) = (i / _bins.Length, i % _bins.Length);
            var gain = Math.Sqrt((k == 0 && isOrthonormal ? 1.0 : 2.0) / _bins.Length);
            _cosines[i] = gain * PortableMath.Cos(Math.PI * k * (n + 0.5) / _bins.Length);
        }
    }

    public static StageKind Kind { get; } = StageKind.OfStream(
        "mfcc",
        [.. LogMelSpectrum.Numbers, StageNumber.Count("coefficients", null, 1, LogMelSpectrum.MaxBins)],
        [.. LogMelSpectrum.Options, new StageOption("dct", "orthonormal", "htk")],
        Create);

    protected override void Compute(ReadOnlySpan<float> frame, Span<float> row)
    {
        _spectrum.Compute(frame, _bins);
        for (var k = 0; k < row.Length; k++)
        {
            var sum = 0.0;
            for (var n = 0; n < _bins.Length; n++)
            {
                sum += _bins[n] * _cosines[(k * _bins.Length) + n];
            }

            row[k] = (float)sum;
        }
    }

    private static MfccStage Create(StageParameters parameters)
    {
        var (spectrum, stride, coefficients) = (LogMelSpectrum.Create(parameters), parameters.Count("frameStride"), parameters.Count("coefficients"));
        if (coefficients > spectrum.Bins)
        {
            throw new ContractException($"'coefficients' is {coefficients}; expected no more than 'melBins', which is {spectrum.Bins}.");
        }

        return new MfccStage(spectrum, stride, coefficients, parameters.Option("dct") == "orthonormal");
    }
}
