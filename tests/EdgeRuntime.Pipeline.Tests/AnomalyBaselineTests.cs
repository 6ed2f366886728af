namespace EdgeRuntime.Pipeline.Tests;

public class AnomalyBaselineTests
{
    [Fact]
    public void LearnsMeanAndDeviationOfTheFirstInferences()
    {
        var random = new Random(5);
        var scores = Enumerable.Range(0, 200).Select(_ => new[] { 1000 + random.NextSingle(), -3 * random.NextSingle() }).ToArray();
        var baseline = new AnomalyBaseline(new BaselineSettings(200), 2);
        foreach (var score in scores)
        {
            float[] distances = [.. score];
            baseline.Apply(distances);
            Assert.Equal([0f, 0f], distances);
        }

        Assert.True(baseline.IsLearned);
        var (means, deviations) = baseline.Snapshot();
        for (var i = 0; i < 2; i++)
        {
            // Two passes, as a textbook has it.
            var x = scores.Select(s => (double)s[i]).ToArray();
            var deviation = Math.Sqrt(x.Sum(v => (v - x.Average()) * (v - x.Average())) / (x.Length - 1));
            Assert.Equal(x.Average(), means[i], 1e-9);
            Assert.Equal(deviation, deviations[i], 1e-9);
            float[] next = [5, 5];
            baseline.Apply(next);
            Assert.Equal((5 - x.Average()) / deviation, next[i], Math.Abs((5 - x.Average()) / deviation) * 1e-6);
        }
    }

    [Fact]
    public void WhatIsNoNumberIsNotLearnedFrom()
    {
        var baseline = new AnomalyBaseline(new BaselineSettings(2), 1);
        foreach (var x in new[] { 1f, float.NaN, 3f })
        {
            baseline.Apply([x]);
        }

        var (means, _) = baseline.Snapshot();
        Assert.Equal(2, means[0]);
    }

    [Fact]
    public void ConstantScoresHaveADeviationThatRoundingCannotBreak()
    {
        var baseline = new AnomalyBaseline(new BaselineSettings(10), 1);
        for (var i = 0; i < 10; i++)
        {
            baseline.Apply([0.25f]);
        }

        float[] same = [0.25f], other = [0.3f];
        baseline.Apply(same);
        baseline.Apply(other);
        Assert.Equal(0, same[0]);
        Assert.InRange(other[0], 1000, float.MaxValue);
    }

    [Fact]
    public void ForgettingFollowsSlowChangeButNotAnomalies()
    {
        var random = new Random(6);
        float Gaussian() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        var baseline = new AnomalyBaseline(new BaselineSettings(500, Forgetting: 0.01, LearnWithin: 4), 1);
        for (var i = 0; i < 500; i++)
        {
            baseline.Apply([Gaussian()]);
        }

        var worst = 0f;
        for (var i = 0; i < 20_000; i++)
        {
            float[] score = [(i / 1000f) + Gaussian()];
            baseline.Apply(score);
            worst = Math.Max(worst, Math.Abs(score[0]));
        }

        Assert.InRange(worst, 2, 6);
        var before = baseline.Snapshot().Means[0];
        for (var i = 0; i < 1000; i++)
        {
            float[] anomaly = [100];
            baseline.Apply(anomaly);
            Assert.InRange(anomaly[0], 50, 150);
        }

        Assert.Equal(before, baseline.Snapshot().Means[0]);
    }

    [Fact]
    public void NothingIsPresentWhileItLearnsAndALostSensorDoesNotMakeItForget()
    {
        var decider = Decider.Create(
            new DecisionRule { Threshold = 5, Hysteresis = 1, Baseline = new AnomalyBaseline(new BaselineSettings(4), 1) }, 1);
        var changes = new ClassChange[2];
        int Decide(float score) => decider.Decide(new[] { score }, changes, 0);
        Assert.Equal([0, 0, 0, 0], new[] { 9f, 10f, 11f, 10f }.Select(Decide));
        decider.Reset();
        Assert.Equal([0, 1, 1, 0], new[] { 11f, 20f, 10f, 11f }.Select(Decide));
    }

    [Fact]
    public void ApplyingAllocatesNothing()
    {
        var (baseline, scores) = (new AnomalyBaseline(new BaselineSettings(10, 0.1), 3), new float[3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            scores.AsSpan().Fill(i);
            baseline.Apply(scores);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
