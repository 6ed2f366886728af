namespace EdgeTool.Compiler.Evaluation;

/// <summary>
/// Mean over classes of F1 = 2 TP / (2 TP + FP + FN), every class with the same weight. Classes that neither occur nor were answered do not
/// count.
/// </summary>
public static class MacroF1
{
    public static double Of(ConfusionMatrix matrix)
    {
        var (sum, classes) = (0.0, 0);
        for (var c = 0; c < matrix.Counts.Length; c++)
        {
            var (hits, support, answered) = (matrix.Counts[c][c], matrix.Counts[c].Sum(), matrix.Counts.Sum(row => row[c]));
            if (support + answered > 0)
            {
                sum += 2.0 * hits / (support + answered);
                classes++;
            }
        }

        return classes == 0 ? 0 : sum / classes;
    }
}
