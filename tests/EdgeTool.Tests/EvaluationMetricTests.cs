using EdgeTool.Compiler.Evaluation;

namespace EdgeTool.Tests;

/// <summary>Metrics against numbers computed by hand or by counting pairs.</summary>
public class EvaluationMetricTests
{
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void WilsonsIntervalIsThePublishedOne(int hits, int samples, double low, double high)
    {
        // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
        var interval = WilsonInterval.Of(hits, samples);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void TheAreaIsTheShareOfOrderedPairs()
    {
        var random = new Random(5);
        double[] scores = [.. Enumerable.Range(0, 60).Select(_ => (double)random.Next(10))];
        bool[] isPositive = [.. scores.Select(_ => random.Next(3) == 0)];
        var pairs = from p in Enumerable.Range(0, 60)
                    where isPositive[p]
                    from n in Enumerable.Range(0, 60)
                    where !isPositive[n]
                    select scores[p] > scores[n] ? 1 : scores[p] < scores[n] ? 0 : 0.5;
        Assert.Equal(pairs.Average(), RocAuc.Of(scores, isPositive)!.Value, 12);
        Assert.Null(RocAuc.Of([1, 2], [true, true]));
        Assert.Equal(0.75, RocAuc.Of([0.1, 0.4, 0.35, 0.8], [false, false, true, true])!.Value, 12);
    }

    [Fact]
    public void MacroAreaIsTheMeanOverClassesThatOccur()
    {
        float[][] scores = [[0.9f, 0.1f, 0], [0.2f, 0.8f, 0], [0.6f, 0.4f, 0], [0.3f, 0.7f, 0]];

        // Class 0: positives 0.9, 0.6 above 0.2, 0.3: 1. Class 1: positives 0.8, 0.7 above 0.1, 0.4: 1. Class 2 does not occur.
        Assert.Equal(1, RocAuc.Macro(scores, [0, 1, 0, 1])!.Value);

        // Class 0: positives 0.9, 0.2; negatives 0.6, 0.3: 2 of 4. Class 1: positives 0.4, 0.7; negatives 0.1, 0.8: 2 of 4.
        Assert.Equal(0.5, RocAuc.Macro(scores, [0, 0, 1, 1])!.Value);
    }

    [Fact]
    public void F1AndRecallFollowTheMatrix()
    {
        var matrix = new ConfusionMatrix(4);
        int[][] pairs = [[0, 0], [0, 0], [0, 1], [1, 1], [1, 0], [2, 1]];
        foreach (var pair in pairs)
        {
            matrix.Add(pair[0], pair[1]);
        }

        // Class 0: 2 * 2 / (3 + 3); class 1: 2 * 1 / (2 + 3); class 2: 0; class 3 does not occur.
        Assert.Equal(((2.0 / 3) + 0.4 + 0) / 3, MacroF1.Of(matrix), 12);
        Assert.Equal(2.0 / 3, matrix.RecallOf(0)!.Value, 12);
        Assert.Null(matrix.RecallOf(3));
        Assert.Equal((3, 6), (matrix.Hits, matrix.Samples));
    }

    [Fact]
    public void ErrorsOfNumbers()
    {
        var error = new RegressionError();
        error.Add([1, 2], [2, 4]);
        error.Add([5], [3]);
        Assert.Equal((1 + 4 + 4) / 3.0, error.Mse, 12);
        Assert.Equal((1 + 2 + 2) / 3.0, error.Mae, 12);
        Assert.Equal(1 - (9 / 2.0), error.R2!.Value, 12); // targets 2, 4, 3: variance sum 2
        Assert.Equal(2.5, ReconstructionError.Of([1, 2], [2, 4]), 12);
    }

    [Fact]
    public void AgreementKeepsWhatChanged()
    {
        var agreement = new Agreement();
        agreement.Add(new ChangedAnswer("a", 0, 0, 0), [10, 0], [9, 0]);
        agreement.Add(new ChangedAnswer("b", 1, 0, 1), [0, 10], [0, 10]);
        Assert.Equal(0.5, agreement.Share);
        Assert.Equal("b", Assert.Single(agreement.Changed).Example);
        Assert.Equal(10 * Math.Log10(200 / 1.0), agreement.SqnrDb, 9);
    }

    [Theory]
    [InlineData(new[] { "anomaly", "normal" }, 1, 1)]
    [InlineData(new[] { "drill", "normal" }, 1, 1)]
    [InlineData(new[] { "abnormal", "normal" }, 1, 1)]
    [InlineData(new string[0], 0, 1)]
    public void AnomaliesAreFoundByName(string[] names, int normalLabel, double auc)
    {
        Answer[] answers =
        [
            new("n", 0, normalLabel, [], [], [], [], 1), new("n", 0, normalLabel, [], [], [], [], 9),
            new("a", 1, 1 - normalLabel, [], [], [], [], 6),
        ];
        var result = AnomalyDetection.Of(answers, names);
        Assert.Equal((1, 1, auc, 5.0, 6.0), (result.Normal, result.Anomalous, result.Auc, result.MeanNormal, result.MeanAnomalous));
    }
}
