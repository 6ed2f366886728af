namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// Gives the weights of a layer few different values: k-means in one dimension, the first centroids spread evenly so that the few large
/// weights get some (Han et al., "Deep Compression", 2016, section 3). Zeros stay zeros.
/// </summary>
public static class WeightClustering
{
    private const int MaxRounds = 200;

    /// <returns>For each weight the number of its centroid, -1 for zeros; and the centroids, ascending.</returns>
    public static (int[] Assignment, float[] Centroids) Of(ReadOnlySpan<float> weights, int clusters)
    {
        var sorted = weights.ToArray().Where(w => w != 0).Order().ToArray();
        var assignment = new int[weights.Length];
        if (sorted.Length == 0)
        {
            Array.Fill(assignment, -1);
            return (assignment, []);
        }

        var centroids = Centroids(sorted, clusters);
        for (var i = 0; i < assignment.Length; i++)
        {
            assignment[i] = weights[i] == 0 ? -1 : Nearest(centroids, weights[i]);
        }

        return (assignment, centroids);
    }

    private static float[] Centroids(float[] sorted, int clusters)
    {
        var sums = new double[sorted.Length + 1];
        for (var i = 0; i < sorted.Length; i++)
        {
            sums[i + 1] = sums[i] + sorted[i];
        }

        var centroids = Spread(sorted, clusters);
        for (var round = 0; round < MaxRounds; round++)
        {
            var (moved, start) = (false, 0);
            for (var c = 0; c < clusters; c++)
            {
                var end = c == clusters - 1 ? sorted.Length : FirstFrom(sorted, (centroids[c] + centroids[c + 1]) / 2);
                var mean = end > start ? (float)((sums[end] - sums[start]) / (end - start)) : centroids[c];
                moved |= mean != centroids[c];
                (centroids[c], start) = (mean, Math.Max(start, end));
            }

            if (!moved)
            {
                break;
            }
        }

        return [.. centroids.Where(c => c != 0).Distinct().Order()];
    }

    /// <summary>Evenly over where there are weights: pruning leaves none around zero.</summary>
    private static float[] Spread(float[] sorted, int clusters)
    {
        var positive = FirstFrom(sorted, 0);
        var below = positive == 0 ? 0 : sorted[positive - 1] - sorted[0];
        var above = positive == sorted.Length ? 0 : sorted[^1] - sorted[positive];
        return [.. Enumerable.Range(0, clusters).Select(c => (below + above) * (c + 0.5f) / clusters)
            .Select(along => along < below || positive == sorted.Length ? sorted[0] + along : sorted[positive] + along - below).Order()];
    }

    private static int FirstFrom(float[] sorted, float value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int Nearest(float[] centroids, float weight)
    {
        var next = FirstFrom(centroids, weight);
        return next == 0 ? 0
            : next == centroids.Length ? next - 1
            : weight - centroids[next - 1] <= centroids[next] - weight ? next - 1 : next;
    }
}
