using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary>How good a model is, by the very interpreter that runs on the board.</summary>
public static class IntegerScore
{
    /// <param name="graph">With one float input; it stays as it is.</param>
    /// <param name="data">With labels, or there is no accuracy.</param>
    public static TrainingScore Of(Graph graph, TrainingData data)
    {
        if (data.Labels.Length == 0)
        {
            return new TrainingScore(double.NaN, double.NaN);
        }

        using var answers = new PackedAnswers(graph, data);
        var right = Enumerable.Range(0, data.Count).Count(e => Best(answers.Of(e)) == data.Labels[e]);
        return new TrainingScore(double.NaN, (double)right / data.Count);
    }

    /// <summary>The first of the largest, as decisions take it.</summary>
    private static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
