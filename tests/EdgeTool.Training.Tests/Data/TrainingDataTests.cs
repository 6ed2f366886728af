using EdgeRuntime.Model;

namespace EdgeTool.Training.Tests;

public class TrainingDataTests
{
    /// <summary>20 recordings of 3 windows each, of two classes.</summary>
    private static readonly TrainingData Windows = new(
        [new Shape(1, 1)], [[.. Enumerable.Range(0, 60).Select(i => (float)i)]], [.. Enumerable.Range(0, 60).Select(i => i / 3 % 2)], [],
        [.. Enumerable.Range(0, 60).Select(i => i / 3)], [.. Enumerable.Range(0, 60).Select(i => $"{(i < 30 ? "anna" : "ben")}_{i}")]);

    [Fact]
    public void ASplitKeepsRecordingsWholeAndClassesInProportion()
    {
        var (first, second) = Windows.Split(0.3, new SplitMix(1));
        Assert.Equal((42, 18), (first.Count, second.Count));
        Assert.Empty(first.Groups.Intersect(second.Groups));
        Assert.Equal(9, second.Labels.Count(l => l == 0));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (float)i), first.Inputs[0].Concat(second.Inputs[0]).Order());
    }

    [Fact]
    public void ADivisionFollowsTheNames()
    {
        var (anna, ben) = Windows.Divide(name => name.StartsWith("anna", StringComparison.Ordinal));
        Assert.Equal((30, 30), (anna.Count, ben.Count));
        Assert.Equal(30, ben.Example(0, 0)[0]);
        Assert.Equal(Windows.Labels[30..], ben.Labels);
    }

    [Fact]
    public void LabelledAreTheExamplesWhoseClassIsKnown()
    {
        var few = (Windows with { Labels = [.. Windows.Labels.Select((label, e) => e % 20 == 7 ? label : -1)] }).Labelled();
        Assert.Equal([7f, 27, 47], few.Inputs[0]);
        Assert.Equal([Windows.Labels[7], Windows.Labels[27], Windows.Labels[47]], few.Labels);
        Assert.Same(Windows, Windows.Labelled());
    }
}
