namespace EdgeRuntime.Pipeline.Tests;

public class SmoothingTests
{
    private const long MsNs = 1_000_000;

    [Fact]
    public void TheMeanOfTheLastInferencesIsJudged()
    {
        var decider = Decider.Create(
            new DecisionRule { Smoothing = ScoreSmoothing.Mean, SmoothingInferences = 3, Threshold = 0.6f, Hysteresis = 0 }, 2);
        float[][] scores = [[0.9f, 0.1f], [0.1f, 0.9f], [0.95f, 0.05f], [0.95f, 0.05f], [0.2f, 0.8f]];

        // Means of class 0: 0.9, 0.5, 0.65, 0.667, 0.7.
        Assert.Equal("+0 -0 +0  ", string.Join(' ', scores.Select(s => Decide(decider, s))));
        Assert.Equal(0.7f, scores[4][0], 6);
        Assert.Equal(0.3f, scores[4][1], 6);
    }

    [Fact]
    public void TheMeanEqualsTheOneComputedFromAllScores()
    {
        var random = new Random(11);
        var decider = Decider.Create(new DecisionRule { Smoothing = ScoreSmoothing.Mean, SmoothingInferences = 7 }, 4);
        var history = new List<float[]>();
        for (var n = 0; n < 1000; n++)
        {
            float[] scores = [.. Enumerable.Range(0, 4).Select(_ => random.NextSingle())];
            history.Add([.. scores]);
            Decide(decider, scores);
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(history.TakeLast(7).Average(h => (double)h[i]), scores[i], 1e-6);
            }
        }
    }

    [Fact]
    public void AMajorityOfTheLastInferencesWins()
    {
        var decider = Decider.Create(
            new DecisionRule { Smoothing = ScoreSmoothing.Vote, SmoothingInferences = 4, Threshold = 0.5f, Hysteresis = 0 }, 3);
        var found = new[] { 0, 1, 1, 2, 2, 2 }.Select(best => Decide(decider, [.. Enumerable.Range(0, 3).Select(i => i == best ? 0.4f : 0.3f)]));
        Assert.Equal("||+1|||-1+2", string.Join('|', found));
    }

    [Fact]
    public void AnAnswerThatIsNotFarEnoughAheadIsRejected()
    {
        var decider = Decider.Create(new DecisionRule { Threshold = 0.3f, Hysteresis = 0.1f, Margin = 0.25f }, 3);
        Assert.Equal("", Decide(decider, [0.5f, 0.3f, 0.2f]));
        Assert.Equal("+0", Decide(decider, [0.6f, 0.3f, 0.1f]));
        Assert.Equal("", Decide(decider, [0.5f, 0.34f, 0.16f]));
        Assert.Equal("-0", Decide(decider, [0.5f, 0.4f, 0.1f]));
    }

    [Fact]
    public void TheRejectClassIsPresentWhileNoOtherIsSure()
    {
        var decider = Decider.Create(new DecisionRule { Threshold = 0.6f, Hysteresis = 0.1f, RejectClass = 2, RefractoryNs = 10 }, 3);
        Assert.Equal("+2", Decide(decider, [0.5f, 0.4f, 0.1f]));
        Assert.Equal("-2+0", Decide(decider, [0.7f, 0.2f, 0.1f]));
        Assert.Equal("", Decide(decider, [0.55f, 0.4f, 0.05f]));
        Assert.Equal("-0+2", Decide(decider, [0.3f, 0.65f, 0.05f]));
        Assert.Equal("", Decide(decider, [0.1f, 0.2f, 0.7f]));
    }

    [Fact]
    public void NoClassComesInTheRefractoryTimeOfAnother()
    {
        var decider = Decider.Create(new DecisionRule { RefractoryNs = 100 * MsNs }, 2);
        Assert.Equal("+0", Decide(decider, [0.9f, 0.1f], 0));
        Assert.Equal("", Decide(decider, [0.9f, 0.1f], 40 * MsNs));
        Assert.Equal("-0", Decide(decider, [0.1f, 0.9f], 60 * MsNs));
        Assert.Equal("", Decide(decider, [0.9f, 0.1f], 99 * MsNs));
        Assert.Equal("+1", Decide(decider, [0.1f, 0.9f], 100 * MsNs));
    }

    [Fact]
    public void PerClassTheRefractoryTimeIsTheClassesOwn()
    {
        var decider = Decider.Create(new DecisionRule { Mode = DecisionMode.PerClass, RefractoryNs = 100 * MsNs }, 2);
        Assert.Equal("+0", Decide(decider, [0.9f, 0.1f], 0));
        Assert.Equal("-0+1", Decide(decider, [0.1f, 0.9f], 50 * MsNs));
        Assert.Equal("", Decide(decider, [0.9f, 0.9f], 90 * MsNs));
        Assert.Equal("+0", Decide(decider, [0.9f, 0.9f], 110 * MsNs));
    }

    [Theory]
    [InlineData(ScoreSmoothing.Mean)]
    [InlineData(ScoreSmoothing.Vote)]
    public void AResetForgetsEarlierScoresAndTimes(ScoreSmoothing smoothing)
    {
        var rule = new DecisionRule { Smoothing = smoothing, SmoothingInferences = 2, RefractoryNs = MsNs, Threshold = 0.4f };
        var (used, fresh) = (Decider.Create(rule, 2), Decider.Create(rule, 2));
        Decide(used, [0.9f, 0.1f]);
        used.Reset();
        float[] a = [0.2f, 0.8f], b = [0.2f, 0.8f];
        Assert.Equal(Decide(fresh, a), Decide(used, b));
        Assert.Equal(a, b);
    }

    private static string Decide(Decider decider, float[] scores, long nowNs = 0)
    {
        var changes = new ClassChange[Math.Max(2, scores.Length)];
        var count = decider.Decide(scores, changes, nowNs);
        return string.Concat(changes[..count].Select(c => $"{(c.IsActive ? '+' : '-')}{c.ClassIndex}"));
    }
}
