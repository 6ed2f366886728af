namespace EdgeTool.Tests;

public class UsageTests
{
    public static TheoryData<string> VerbNames() => [.. Verbs.All().Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(VerbNames))]
    public void EveryVerbHasHelpWithAnExampleOfItself(string verb)
    {
        var run = ToolRun.Of(verb, "--help").Expect(ExitCode.Done);
        Assert.Contains($"Example:{Environment.NewLine}  edgetool {verb} ", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void AnUnknownVerbIsAUsageMistakeThatNamesTheNearest()
    {
        var run = ToolRun.Of("inspct", "m.edge").Expect(ExitCode.Usage);
        Assert.Contains("did you mean 'inspect'?", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Theory]
    [InlineData]
    [InlineData("pack", "m.tflite")]
    [InlineData("run", "m.tflite")]
    [InlineData("inspect")]
    [InlineData("inspect", "m.edge", "--no-such-option")]
    [InlineData("bench", "m.edge", "--threads", "0")]
    [InlineData("bench", "m.edge", "--seconds", "soon")]
    [InlineData("check", "m.tflite", "--target", "pi7")]
    [InlineData("run", "m.tflite", "--input", "a.npy", "--case", "--case", "--input", "b.npy")]
    public void UsageMistakesExit64WithAnAnswerOnStandardErrorOnly(params string[] args)
    {
        var run = ToolRun.Of(args).Expect(ExitCode.Usage);
        Assert.Empty(run.Out);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("check", "no-such-model.tflite")]
    [InlineData("pack", "no-such-model.tflite", "-o", "never.edge")]
    [InlineData("run", "no-such-model.edge", "--input", "a.npy")]
    [InlineData("inspect", "no-such-model.edge")]
    [InlineData("verify", "no-such-model.edge")]
    [InlineData("bench", "no-such-model.edge")]
    [InlineData("evaluate", "no-such-model.edge", "--data", ".")]
    public void AMissingModelExits66AndIsNamed(params string[] args)
    {
        var run = ToolRun.Of(args).Expect(ExitCode.NoInput);
        Assert.Contains(args[1], run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "broken.tflite")]
    [InlineData("inspect", "broken.edge")]
    [InlineData("verify", "broken.edge")]
    public void ADamagedModelExits65(string verb, string name)
    {
        using var folder = new TempFolder();
        var path = folder.Write(name, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        ToolRun.Of(verb, path).Expect(ExitCode.BadData);
    }
}
