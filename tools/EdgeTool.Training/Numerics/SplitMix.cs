namespace EdgeTool.Training;

/// <summary>
/// Random numbers that are the same on every machine and .NET version: SplitMix64 (Steele, Lea and Flood 2014).
/// </summary>
public sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A generator of its own, so that what it feeds does not shift what comes after.</summary>
    public SplitMix Branch() => new(NextBits());

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (NextBits() >> 11) / (double)(1L << 53);

    public double Uniform(double from, double to) => from + ((to - from) * Uniform());

    /// <summary>Uniform in [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>Mean 0, standard deviation 1, within +-6: the sum of twelve uniform numbers, which is all but normal.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Uniform();
        }

        return sum;
    }

    /// <summary>Fisher and Yates.</summary>
    public void Shuffle(Span<int> order)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
