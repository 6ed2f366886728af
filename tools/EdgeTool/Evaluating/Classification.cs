using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Evaluation;

namespace EdgeTool;

/// <summary>How well a model tells classes apart.</summary>
/// <param name="Classes">One name for each class.</param>
/// <param name="Matrix">True against answered classes.</param>
/// <param name="TopK">Hits among the k highest scores.</param>
/// <param name="F1">Macro F1, 0..1.</param>
/// <param name="Auc">Area under the curve, mean of each class against the rest; null where the data has one class.</param>
/// <param name="Recordings">Hits of whole recordings, whose windows' scores are added; null when each example is one.</param>
/// <param name="Answered">Class that each example was answered with.</param>
/// <param name="True">Class of each example.</param>
public sealed record Classification(
    IReadOnlyList<string> Classes, ConfusionMatrix Matrix, TopKAccuracy TopK, double F1, double? Auc, TopKAccuracy? Recordings, int[] Answered, int[] True)
{
    public WilsonInterval Interval => WilsonInterval.Of(Matrix.Hits, Matrix.Samples);

    /// <param name="answers">Of the model.</param>
    /// <param name="output">The output that holds the scores.</param>
    /// <param name="naming">Brings labels to classes.</param>
    /// <param name="k">How many scores count as a hit; at most the classes.</param>
    public static Classification Of(IReadOnlyList<Answer> answers, OperandInfo output, ClassNaming naming, int k)
    {
        var scores = new ClassScores(output);
        var (matrix, topK) = (new ConfusionMatrix(scores.ClassCount), new TopKAccuracy(Math.Min(k, scores.ClassCount)));
        var (answered, labels, real) = (new int[answers.Count], new int[answers.Count], new float[answers.Count][]);
        for (var i = 0; i < answers.Count; i++)
        {
            labels[i] = naming.ClassOf(answers[i].Example, answers[i].Label);
            scores.Read(answers[i].Stored);
            answered[i] = scores.Best;
            real[i] = answers[i].Real is [var yes] ? [1 - yes, yes] : answers[i].Real;
            matrix.Add(labels[i], answered[i]);
            topK.Add(scores.RankOf(labels[i]));
        }

        return new Classification(
            naming.Names, matrix, topK, MacroF1.Of(matrix), RocAuc.Macro(real, labels), OfRecordings(answers, real, labels), answered, labels);
    }

    private static TopKAccuracy? OfRecordings(IReadOnlyList<Answer> answers, float[][] scores, int[] labels)
    {
        var recordings = Enumerable.Range(0, answers.Count).GroupBy(i => answers[i].Recording).ToList();
        if (recordings.Count == answers.Count)
        {
            return null;
        }

        var hits = new TopKAccuracy(1);
        foreach (var windows in recordings)
        {
            var sum = new double[scores[0].Length];
            foreach (var i in windows)
            {
                for (var c = 0; c < sum.Length; c++)
                {
                    sum[c] += scores[i][c];
                }
            }

            hits.Add(Array.IndexOf(sum, sum.Max()) == labels[windows.First()] ? 0 : 1);
        }

        return hits;
    }
}
