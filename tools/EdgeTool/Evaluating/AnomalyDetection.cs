using EdgeTool.Compiler.Evaluation;

namespace EdgeTool;

/// <summary>How well reconstruction errors tell anomalies from what is normal. A recording's score is the mean of its windows'.</summary>
/// <param name="Normal">Recordings that are normal.</param>
/// <param name="Anomalous">Recordings that are not.</param>
/// <param name="Auc">Area under the curve; null when all are of one kind.</param>
/// <param name="MeanNormal">Mean score of normal recordings; null without any.</param>
/// <param name="MeanAnomalous">Mean score of the others; null without any.</param>
public sealed record AnomalyDetection(int Normal, int Anomalous, double? Auc, double? MeanNormal, double? MeanAnomalous)
{
    private static readonly string[] AnomalousNames = ["anomal", "abnormal", "fault", "defect", "bad", "broken"];
    private static readonly string[] NormalNames = ["normal", "good", "ok", "healthy"];

    /// <param name="answers">Of the model.</param>
    /// <param name="classNames">Of the data: which class is the anomalous one; without names every label but 0.</param>
    public static AnomalyDetection Of(IReadOnlyList<Answer> answers, IReadOnlyList<string> classNames)
    {
        var recordings = answers.GroupBy(a => a.Recording)
            .Select(g => (Score: g.Average(a => a.ReconstructionError), IsAnomalous: IsAnomalous(g.First().Label, classNames))).ToList();
        var (normal, anomalous) = (recordings.Where(r => !r.IsAnomalous).ToList(), recordings.Where(r => r.IsAnomalous).ToList());
        return new AnomalyDetection(
            normal.Count,
            anomalous.Count,
            RocAuc.Of([.. recordings.Select(r => r.Score)], [.. recordings.Select(r => r.IsAnomalous)]),
            normal.Count == 0 ? null : normal.Average(r => r.Score),
            anomalous.Count == 0 ? null : anomalous.Average(r => r.Score));
    }

    private static bool IsAnomalous(int label, IReadOnlyList<string> names)
    {
        if (label >= names.Count)
        {
            return label != 0;
        }

        // "abnormal" holds "normal".
        bool IsNormal(string name) => Has(name, NormalNames) && !Has(name, AnomalousNames);
        return names.Any(IsNormal) ? !IsNormal(names[label])
            : names.Any(name => Has(name, AnomalousNames)) ? Has(names[label], AnomalousNames)
            : label != 0;
    }

    private static bool Has(string name, string[] parts) => parts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
