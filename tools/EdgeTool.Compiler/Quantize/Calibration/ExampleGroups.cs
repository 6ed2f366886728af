namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Groups of examples that the model answers alike: Lloyd's k-means on its scores, started from examples far apart
/// (T. F. Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985).
/// </summary>
internal static class ExampleGroups
{
    private const int Rounds = 20;

    /// <param name="scores">Scores of every example, of one length.</param>
    /// <param name="count">Most groups.</param>
    /// <returns>Indices of each group's examples, ascending; no group is empty.</returns>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<float[]> scores, int count)
    {
        var centers = Apart(scores, count);
        var groups = Nearest(scores, centers);
        for (var round = 0; round < Rounds; round++)
        {
            var moved = Nearest(scores, [.. groups.Select(g => Mean(scores, g))]);
            if (moved.Zip(groups).All(p => p.First.AsSpan().SequenceEqual(p.Second)))
            {
                break;
            }

            groups = moved;
        }

        return groups;
    }

    private static List<float[]> Apart(IReadOnlyList<float[]> scores, int count)
    {
        List<float[]> centers = [.. scores.Take(1)];
        while (centers.Count < count)
        {
            var farthest = scores.MaxBy(s => centers.Min(c => Distance(s, c)));
            if (farthest is null || centers.Min(c => Distance(farthest, c)) == 0)
            {
                break;
            }

            centers.Add(farthest);
        }

        return centers;
    }

    private static List<int[]> Nearest(IReadOnlyList<float[]> scores, List<float[]> centers) =>
        [.. Enumerable.Range(0, scores.Count).GroupBy(i => Enumerable.Range(0, centers.Count).MinBy(c => Distance(scores[i], centers[c]))).OrderBy(g => g.Key).Select(g => g.ToArray())];

    private static float[] Mean(IReadOnlyList<float[]> scores, int[] group)
    {
        var mean = new float[scores[0].Length];
        foreach (var example in group)
        {
            SecondMoments.AddScaled(mean, scores[example], 1f / group.Length);
        }

        return mean;
    }

    private static double Distance(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        }

        return sum;
    }
}
