using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Triangles over the bins of a spectrum, their corners evenly spaced in mel from <c>lowHz</c> to <c>highHz</c>: filter m rises from corner m
/// to corner m + 1 and falls to corner m + 2. Only the bins under a triangle are kept.
/// </summary>
internal sealed class MelFilterBank
{
    private readonly int[] _firstBin; // (filters)
    private readonly double[][] _weights; // (filters, bins under it)

    /// <param name="filters">How many.</param>
    /// <param name="fftSize">Points of the transform; bin k is at k * sampleRateHz / fftSize.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="lowHz">First corner.</param>
    /// <param name="highHz">Last corner.</param>
    /// <param name="scale">How frequencies are spaced.</param>
    /// <param name="hasUnitArea">Divides each filter by half its width in Hz, so that all have the same area.</param>
    public MelFilterBank(int filters, int fftSize, double sampleRateHz, double lowHz, double highHz, MelScale scale, bool hasUnitArea)
    {
        (_firstBin, _weights) = (new int[filters], new double[filters][]);
        var (low, high) = (scale.FromHz(lowHz), scale.FromHz(highHz));
        var cornersHz = Enumerable.Range(0, filters + 2).Select(i => scale.ToHz(low + ((high - low) * i / (filters + 1)))).ToArray();
        var bins = Enumerable.Range(0, (fftSize / 2) + 1).Select(k => scale.FilterAxis(k * sampleRateHz / fftSize)).ToArray();
        for (var m = 0; m < filters; m++)
        {
            var (left, centre, right) = (scale.FilterAxis(cornersHz[m]), scale.FilterAxis(cornersHz[m + 1]), scale.FilterAxis(cornersHz[m + 2]));
            var gain = hasUnitArea ? 2 / (cornersHz[m + 2] - cornersHz[m]) : 1;
            var weights = Array.ConvertAll(
                bins, x => gain * Math.Max(0, Math.Min((x - left) / (centre - left), (right - x) / (right - centre))));
            _firstBin[m] = Math.Max(0, Array.FindIndex(weights, w => w > 0));
            _weights[m] = [.. weights.Skip(_firstBin[m]).TakeWhile(w => w > 0)];
        }
    }

    /// <summary>Sum of one filter over |X| or |X|^2.</summary>
    /// <param name="filter">From 0.</param>
    /// <param name="spectrum">At least fftSize / 2 + 1 bins, whose real parts are taken.</param>
    public double Apply(int filter, ReadOnlySpan<Complex> spectrum)
    {
        var sum = 0.0;
        var weights = _weights[filter];
        var bins = spectrum[_firstBin[filter]..];
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * bins[i].Real;
        }

        return sum;
    }
}
