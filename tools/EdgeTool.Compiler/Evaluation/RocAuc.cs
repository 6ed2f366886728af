namespace EdgeTool.Compiler.Evaluation;

/// <summary>
/// Area under the receiver operating characteristic: the probability that a positive example scores above a negative one, equal scores
/// counting half. Computed from ranks (H. B. Mann, D. R. Whitney, 1947).
/// </summary>
public static class RocAuc
{
    /// <param name="scores">One for each example; higher means positive.</param>
    /// <param name="isPositive">One for each example.</param>
    /// <returns>Null when all examples are of one kind.</returns>
    public static double? Of(IReadOnlyList<double> scores, IReadOnlyList<bool> isPositive)
    {
        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToArray();
        double positives = isPositive.Count(p => p), negatives = scores.Count - positives, rankSum = 0;
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        for (var (first, end) = (0, 0); first < order.Length; first = end)
        {
            for (; end < order.Length && scores[order[end]].Equals(scores[order[first]]); end++)
            {
            }

            // Ranks first + 1 .. end; equal scores share their mean.
            rankSum += order.AsSpan(first, end - first).ToArray().Count(i => isPositive[i]) * ((first + 1 + end) / 2.0);
        }

        return (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }

    /// <summary>Each class against the rest, the mean over classes; for two classes the one area.</summary>
    /// <param name="scores">(examples, classes).</param>
    /// <param name="labels">True class of each example.</param>
    /// <returns>Null when no class has both examples and others.</returns>
    public static double? Macro(IReadOnlyList<float[]> scores, IReadOnlyList<int> labels)
    {
        var classCount = scores.Count == 0 ? 0 : scores[0].Length;
        if (classCount == 2)
        {
            return Of([.. scores.Select(s => (double)s[1] - s[0])], [.. labels.Select(l => l == 1)]);
        }

        var areas = Enumerable.Range(0, classCount)
            .Select(c => Of([.. scores.Select(s => (double)s[c])], [.. labels.Select(l => l == c)]))
            .OfType<double>().ToArray();
        return areas.Length == 0 ? null : areas.Average();
    }
}
