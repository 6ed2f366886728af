using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>mfcc</c>: samples to (frames, coefficients): y[k] = sqrt(2 / bins) * sum over n of logMel[n] cos(pi k (n + 0.5) / bins), see
/// <see cref="LogMelSpectrum"/>. <c>dct</c>: <c>orthonormal</c> divides y[0] by sqrt(2), <c>htk</c> does not.
/// </summary>
internal sealed class MfccStage : IPreprocessStage
{
    private readonly LogMelSpectrum _spectrum;
    private readonly int _samples;
    private readonly int _stride;
    private readonly double[] _bins;
    private readonly double[] _cosines; // (coefficients, bins)

    private MfccStage(LogMelSpectrum spectrum, int samples, int stride, int coefficients, bool isOrthonormal)
    {
        (_spectrum, _samples, _stride, _bins) = (spectrum, samples, stride, new double[spectrum.Bins]);
        _cosines = new double[coefficients * _bins.Length];
        for (var i = 0; i < _cosines.Length; i++)
        {
            var (k, n) = (i / _bins.Length, i % _bins.Length);
            var gain = Math.Sqrt((k == 0 && isOrthonormal ? 1.0 : 2.0) / _bins.Length);
            _cosines[i] = gain * PortableMath.Cos(Math.PI * k * (n + 0.5) / _bins.Length);
        }
    }

    public static StageKind Kind { get; } = new(
        "mfcc", [.. LogMelSpectrum.Numbers, StageNumber.Count("coefficients", null, 1, LogMelSpectrum.MaxBins)], Create)
    {
        Options = [.. LogMelSpectrum.Options, new StageOption("dct", "orthonormal", "htk")],
    };

    public Shape Input => new(_samples);

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var (from, to) = (0, 0); to < output.Length; from += _stride)
        {
            _spectrum.Compute(input.Slice(from, _spectrum.FrameLength), _bins);
            for (var at = 0; at < _cosines.Length; at += _bins.Length)
            {
                var sum = 0.0;
                for (var n = 0; n < _bins.Length; n++)
                {
                    sum += _bins[n] * _cosines[at + n];
                }

                output[to++] = (float)sum;
            }
        }
    }

    private static MfccStage Create(StageParameters parameters)
    {
        var (spectrum, stride, coefficients) = (LogMelSpectrum.Create(parameters), parameters.Count("frameStride"), parameters.Count("coefficients"));
        if (coefficients > spectrum.Bins)
        {
            throw new ContractException($"'coefficients' is {coefficients}; expected no more than 'melBins', which is {spectrum.Bins}.");
        }

        var frames = parameters.Rows(coefficients, "coefficients");
        return new MfccStage(
            spectrum, FrameNumbers.Samples(frames, spectrum.FrameLength, stride), stride, coefficients, parameters.Option("dct") == "orthonormal");
    }
}
