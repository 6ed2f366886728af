namespace EdgeRuntime.Pipeline;

/// <summary>
/// How samples at another rate are made of those around their instant. <c>Sinc</c>: a sinc that ends at half of the lower rate under a Kaiser
/// window (J. F. Kaiser 1974; A. V. Oppenheim and R. W. Schafer, "Discrete-Time Signal Processing", chapter 4.6). <c>Linear</c>: the line
/// between the two neighbours.
/// </summary>
internal static class ResamplingWeights
{
    /// <summary>Zeros of the sinc on each side.</summary>
    private const int Lobes = 24;

    /// <summary>Shape of the window: about 80 dB below in the stop band.</summary>
    private const double Beta = 8;

    /// <summary>Share of the lower rate's band that passes; the rest is the filter's slope.</summary>
    private const double Passed = 0.94;

    /// <returns>For each phase i, an instant i / <paramref name="to"/> behind a sample: weights that add up to 1, as many before as behind it.</returns>
    public static float[][] Sinc(int from, int to)
    {
        var cutoff = Passed * Math.Min(1, (double)to / from);
        var reach = (int)Math.Ceiling(Lobes / cutoff);
        var phases = new float[to][];
        for (var phase = 0; phase < to; phase++)
        {
            var (weights, sum) = (new double[2 * reach], 0.0);
            for (var k = 0; k < weights.Length; k++)
            {
                var distance = k - reach + 1 - ((double)phase / to);
                var x = Math.PI * cutoff * distance;
                var inside = 1 - (distance / reach * (distance / reach));
                weights[k] = inside < 0 ? 0 : (x == 0 ? 1 : PortableMath.Sin(x) / x) * Bessel(Beta * Math.Sqrt(inside)) / Bessel(Beta);
                sum += weights[k];
            }

            phases[phase] = Array.ConvertAll(weights, w => (float)(w / sum));
        }

        return phases;
    }

    public static float[][] Linear(int to) =>
        [.. Enumerable.Range(0, to).Select(phase => new[] { (float)(1 - ((double)phase / to)), (float)((double)phase / to) })];

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
