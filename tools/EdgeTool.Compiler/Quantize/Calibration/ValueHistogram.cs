namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Streaming distribution of a tensor's values: 2048 equal bins on each side of 0. Values beyond the last bin double the bins' width, two
/// neighbours becoming one, so nothing is ever looked at twice. Exact zeros, which every quantization keeps, are counted apart.
/// </summary>
public sealed class ValueHistogram
{
    /// <summary>Bins on each side of 0.</summary>
    public const int HalfBins = 2048;

    private long[] _counts = new long[2 * HalfBins];

    public float Min { get; private set; } = float.PositiveInfinity;

    public float Max { get; private set; } = float.NegativeInfinity;

    /// <summary>Width of one bin; 0 while only zeros were seen.</summary>
    public double BinWidth { get; private set; }

    public long Zeros { get; private set; }

    /// <summary>All values, zeros included.</summary>
    public long Total { get; private set; }

    /// <summary>Bin b counts values in [(b - 2048) width, (b - 2047) width), less the zeros.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>What was seen, 0 included; [0, 0] before anything was.</summary>
    public ValueRange Observed => Total == 0 ? default : new ValueRange(Math.Min(0, Min), Math.Max(0, Max));

    /// <summary>Middle of a bin.</summary>
    public double Center(int bin) => (bin - HalfBins + 0.5) * BinWidth;

    /// <exception cref="ArithmeticException">A value is not finite.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        var (min, max) = (Min, Max);
        foreach (var v in values)
        {
            if (!float.IsFinite(v))
            {
                throw new ArithmeticException($"holds {v}");
            }

            (min, max) = (Math.Min(min, v), Math.Max(max, v));
        }

        (Min, Max) = (min, max);
        Cover(Math.Max(Math.Abs((double)min), Math.Abs((double)max)));
        Total += values.Length;
        var inverse = BinWidth > 0 ? 1 / BinWidth : 0;
        foreach (var v in values)
        {
            if (v == 0)
            {
                Zeros++;
            }
            else
            {
                _counts[Math.Clamp((int)Math.Floor(v * inverse) + HalfBins, 0, (2 * HalfBins) - 1)]++;
            }
        }
    }

    private void Cover(double magnitude)
    {
        if (magnitude == 0)
        {
            return;
        }

        if (BinWidth == 0)
        {
            BinWidth = magnitude * (1 + 1e-6) / HalfBins;
        }

        while (magnitude >= BinWidth * HalfBins)
        {
            var wider = new long[2 * HalfBins];
            for (var b = 0; b < _counts.Length; b++)
            {
                wider[HalfBins + (int)Math.Floor((b - HalfBins) / 2.0)] += _counts[b];
            }

            (_counts, BinWidth) = (wider, BinWidth * 2);
        }
    }
}
