namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// Sound at another rate: every output is a sum of inputs around its instant, weighted by a sinc that ends at half of the lower rate under
/// a Kaiser window (J. F. Kaiser 1974; A. V. Oppenheim and R. W. Schafer, "Discrete-Time Signal Processing", chapter 4.6).
/// </summary>
public sealed class SoundResampler
{
    /// <summary>Zeros of the sinc on each side.</summary>
    private const int Lobes = 24;

    /// <summary>Shape of the window: about 80 dB below in the stop band.</summary>
    private const double Beta = 8;

    /// <summary>Share of the lower rate's band that passes; the rest is the filter's slope.</summary>
    private const double Passed = 0.94;

    private readonly int _fromHz;
    private readonly int _toHz;
    private readonly double _cutoff;
    private readonly int _reach;
    private readonly Dictionary<long, float[]> _phases = [];

    public SoundResampler(int fromHz, int toHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toHz, 1);
        (_fromHz, _toHz) = (fromHz, toHz);
        _cutoff = Passed * Math.Min(1, (double)toHz / fromHz);
        _reach = (int)Math.Ceiling(Lobes / _cutoff);
    }

    /// <returns>The same duration; outside the sound is silence.</returns>
    public float[] Apply(ReadOnlySpan<float> sound)
    {
        var output = new float[(int)Math.Round((double)sound.Length * _toHz / _fromHz)];
        for (var i = 0; i < output.Length; i++)
        {
            var at = (long)i * _fromHz;
            var (whole, phase) = ((int)(at / _toHz), at % _toHz);
            var weights = Weights(phase);
            var sum = 0.0;
            for (var k = Math.Max(0, _reach - 1 - whole); k < weights.Length && whole - _reach + 1 + k < sound.Length; k++)
            {
                sum += weights[k] * sound[whole - _reach + 1 + k];
            }

            output[i] = (float)sum;
        }

        return output;
    }

    /// <summary>Weights of the inputs around an instant <paramref name="phase"/> / toHz behind one of them; they add up to 1.</summary>
    private float[] Weights(long phase)
    {
        if (_phases.TryGetValue(phase, out var known))
        {
            return known;
        }

        var (weights, sum) = (new double[2 * _reach], 0.0);
        for (var k = 0; k < weights.Length; k++)
        {
            var distance = k - _reach + 1 - ((double)phase / _toHz);
            var x = Math.PI * _cutoff * distance;
            var inside = 1 - Math.Pow(distance / _reach, 2);
            weights[k] = inside < 0 ? 0 : (x == 0 ? 1 : Math.Sin(x) / x) * Bessel(Beta * Math.Sqrt(inside)) / Bessel(Beta);
            sum += weights[k];
        }

        return _phases[phase] = Array.ConvertAll(weights, w => (float)(w / sum));
    }

    /// <summary>Modified Bessel function of order zero, by its series.</summary>
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-12 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
