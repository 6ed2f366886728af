namespace EdgeTool.Compiler.Evaluation;

/// <summary>How often the true class is among the k highest scores.</summary>
/// <param name="K">Scores that count as a hit.</param>
public sealed record TopKAccuracy(int K)
{
    public int Samples { get; private set; }

    public int Hits { get; private set; }

    public double Share => (double)Hits / Math.Max(1, Samples);

    /// <param name="rank">Classes that come before the true one.</param>
    public void Add(int rank)
    {
        Samples++;
        Hits += rank < K ? 1 : 0;
    }
}
