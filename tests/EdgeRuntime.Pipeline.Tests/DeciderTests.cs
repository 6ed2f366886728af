namespace EdgeRuntime.Pipeline.Tests;

public class DeciderTests
{
    [Fact]
    public void ArgmaxNeedsTheThresholdAndKeepsWithinTheHysteresis()
    {
        var decider = Decider.Create(new DecisionRule { Threshold = 0.8f, Hysteresis = 0.2f }, 3);
        Assert.Equal("", Decide(decider, 0.7f, 0.2f, 0.1f));
        Assert.Equal("+0", Decide(decider, 0.8f, 0.1f, 0.1f));
        Assert.Equal("", Decide(decider, 0.65f, 0.3f, 0.05f));
        Assert.Equal("-0", Decide(decider, 0.55f, 0.4f, 0.05f));
        Assert.Equal("", Decide(decider, 0.7f, 0.2f, 0.1f));
    }

    [Fact]
    public void ArgmaxLeavesOneClassBeforeItEntersAnother()
    {
        var decider = Decider.Create(new DecisionRule { Threshold = 0.5f, Hysteresis = 0 }, 2);
        Assert.Equal("+1", Decide(decider, 0.1f, 0.9f));
        Assert.Equal("-1+0", Decide(decider, 0.9f, 0.1f));
        Assert.True(decider.IsActive(0));
        Assert.False(decider.IsActive(1));
    }

    [Fact]
    public void ArgmaxDebounceCountsOnlyAnswersInARow()
    {
        var decider = Decider.Create(new DecisionRule { Threshold = 0.5f, Debounce = 3 }, 2);
        Assert.Equal("", Decide(decider, 0.9f, 0));
        Assert.Equal("", Decide(decider, 0.9f, 0));
        Assert.Equal("", Decide(decider, 0, 0.9f));
        Assert.Equal("", Decide(decider, 0.9f, 0));
        Assert.Equal("", Decide(decider, 0.9f, 0));
        Assert.Equal("+0", Decide(decider, 0.9f, 0));
        Assert.Equal("", Decide(decider, 0, 0));
        Assert.Equal("", Decide(decider, 0, 0));
        Assert.Equal("-0", Decide(decider, 0, 0));
    }

    [Fact]
    public void AnIgnoredClassIsNoDecisionButEndsThePresentOne()
    {
        var decider = Decider.Create(new DecisionRule { Threshold = 0.5f, IgnoredClasses = [0] }, 2);
        Assert.Equal("", Decide(decider, 0.9f, 0.1f));
        Assert.Equal("+1", Decide(decider, 0.1f, 0.9f));
        Assert.Equal("-1", Decide(decider, 0.9f, 0.1f));
    }

    [Fact]
    public void PerClassGatesMoveByThemselves()
    {
        var decider = Decider.Create(new DecisionRule { Mode = DecisionMode.PerClass, Threshold = 0.5f, Hysteresis = 0.2f, Debounce = 2 }, 3);
        Assert.Equal("", Decide(decider, 0.5f, 0.9f, 0));
        Assert.Equal("+0+1", Decide(decider, 0.5f, 0.9f, 0));
        Assert.Equal("", Decide(decider, 0.31f, 0.2f, 0.9f));
        Assert.Equal("-1+2", Decide(decider, 0.31f, 0.2f, 0.9f));
        Assert.True(decider.IsActive(0));
        decider.Reset();
        Assert.False(decider.IsActive(0));
    }

    [Theory]
    [InlineData(DecisionMode.Argmax)]
    [InlineData(DecisionMode.PerClass)]
    public void ScoresThatAreNoNumbersDecideNothing(DecisionMode mode)
    {
        var decider = Decider.Create(new DecisionRule { Mode = mode, Threshold = 0.5f }, 2);
        Assert.Equal("", Decide(decider, float.NaN, float.NaN));
        Assert.Equal("+1", Decide(decider, float.NaN, 0.9f));
    }

    [Fact]
    public void ArgmaxTakesTheFirstAmongEquals() => Assert.Equal(1, Decider.Argmax([0.1f, 0.5f, 0.5f]));

    private static string Decide(Decider decider, params float[] scores)
    {
        Span<ClassChange> changes = stackalloc ClassChange[4];
        var count = decider.Decide(scores, changes, nowNs: 0);
        return string.Concat(changes[..count].ToArray().Select(c => $"{(c.IsActive ? '+' : '-')}{c.ClassIndex}"));
    }
}
