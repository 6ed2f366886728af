namespace EdgeRuntime.Model;

/// <summary>A distribution of numbers, by bins between edges.</summary>
public sealed class BinnedShares
{
    /// <summary>Most bins of a distribution.</summary>
    public const int MaxBins = 64;

    private const double SumTolerance = 1e-3;

    /// <summary>Inner edges, ascending: a number x is in the bin whose place is the number of edges that are not above x.</summary>
    public double[] Edges { get; set; } = [];

    /// <summary>Share of every bin, one more than edges.</summary>
    public double[] Shares { get; set; } = [1];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal string? Mistake =>
        Edges is null || Shares is null ? "needs edges and shares"
        : Shares.Length != Edges.Length + 1 || Shares.Length > MaxBins ? $"needs one share more than edges, {MaxBins} at most"
        : !Edges.All(double.IsFinite) || Edges.Zip(Edges.Skip(1)).Any(pair => pair.First >= pair.Second) ? "needs edges that ascend"
        : !AreShares(Shares) ? "needs shares from 0 to 1 that add up to 1"
        : null;

    /// <summary>Place of a number's bin; one that is none (NaN) counts as the highest.</summary>
    public int BinOf(double number)
    {
        var (low, high) = (0, Edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = number < Edges[middle] ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    internal static bool AreShares(double[] shares) =>
        shares.All(share => share is >= 0 and <= 1) && Math.Abs(shares.Sum() - 1) <= SumTolerance;
}
