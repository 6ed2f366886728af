namespace EdgeRuntime.Host.Tests;

public sealed class BoardProgramTests(Workbench bench) : IClassFixture<Workbench>
{
    [Theory]
    [InlineData("chekc", "did you mean 'check'?")]
    [InlineData("check", "--config FILE-OR-DIR is missing")]
    [InlineData("check --confg x", "did you mean '--config'?")]
    [InlineData("check --config", "--config needs a value")]
    [InlineData("check --config a --config b", "given twice")]
    [InlineData("check extra --config a", "'extra' is not expected here")]
    [InlineData("self-test", "M.edge is missing")]
    [InlineData("self-test a.edge --repeat many", "--repeat is 'many'; expected a whole number")]
    [InlineData("self-test a.edge --threads 65", "from 1 to 64")]
    [InlineData("run --config a --log-level inof", "did you mean 'info'?")]
    [InlineData("demo --speed -1", "--speed is '-1'; expected a number from 0 to 1000")]
    [InlineData("kernels --threads 2", "kernels has no option --threads")]
    public void UsageMistakesExitWith64(string words, string expected)
    {
        var (code, output, error) = Workbench.Program(words.Split(' '));
        Assert.Contains(expected, error);
        Assert.Equal(64, code);
        Assert.Empty(output);
    }

    [Fact]
    public void NoVerbIsAUsageMistakeThatShowsHelp()
    {
        var (code, _, error) = Workbench.Program();
        Assert.Equal(64, code);
        Assert.Contains("edgeruntime self-test M.edge", error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("self-test")]
    [InlineData("kernels")]
    [InlineData("demo")]
    public void EveryVerbHasHelpWithAnExample(string verb)
    {
        var (code, output, _) = Workbench.Program(verb, "--help");
        Assert.Equal(0, code);
        Assert.Contains($"e.g. edgeruntime {verb}".Replace("e.g. edgeruntime kernels", "edgeruntime kernels"), output);
        Assert.Contains(verb, Workbench.Program("--help").Output);
    }

    [Fact]
    public void VersionIsANumber() => Assert.Matches(@"^edgeruntime \d+\.\d+\.\d+\s*$", Workbench.Program("--version").Output);

    [Theory]
    [InlineData("check", "--config", "none.json", 66)]
    [InlineData("self-test", "none.edge", null, 66)]
    [InlineData("self-test", "ramp.csv", null, 65)]
    [InlineData("demo", "--model", "none.edge", 66)]
    public void MissingAndBadInputsHaveTheirOwnCodes(string verb, string first, string? second, int expected)
    {
        string[] words = second is null ? [verb, bench.PathOf(first)] : [verb, first, bench.PathOf(second)];
        Assert.Equal(expected, Workbench.Program(words).Code);
    }

    [Fact]
    public void CheckAcceptsAPipelineAndTouchesNothing()
    {
        var (code, output, error) = Workbench.Program("check", "--config", bench.Folder);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal("tiny: 4 frames of 1 channels at 1000 Hz, classes a, b, c, d, 2 actuators: ok", output.Trim());
        Assert.False(File.Exists(bench.PathOf("out.jsonl")));
    }

    [Fact]
    public void SelfTestPrintsKernelsArenaAllocationsAndVerdict()
    {
        var (code, output, error) = Workbench.Program("self-test", bench.PathOf("tiny.edge"), "--repeat", "50");
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^\s+0 Relu\s+Reference\s+relu", output);
        Assert.Contains("Arena", output);
        Assert.Matches(@"repeat +50 inferences, [\d.]+ us each, 0 managed bytes allocated", output);
        Assert.Contains("self-test   passed", output);
    }

    [Fact]
    public void KernelsListsEveryOperatorOnce()
    {
        var lines = Workbench.Program("kernels").Output.Split(Environment.NewLine);
        Assert.StartsWith("CPU features:", lines[0]);
        foreach (var kernel in Kernels.KernelCatalog.All)
        {
            Assert.Single(lines, line => line.StartsWith($"{kernel.OpCode} ", StringComparison.Ordinal) && line.Contains("best"));
        }
    }

    [Fact]
    public void DemoDecidesOnARecordingAndEndsByItself()
    {
        var (code, output, error) = Workbench.Program("demo", "--config", bench.PathOf("tiny.json"));
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Matches(@"(?s)present  b .*score 0\.900.*gone     b .*present  d .*score 2\.000", output);
        Assert.Contains("12 frames, 3 triggers (0 skipped), 3 inferences, 3 decisions", output);
        Assert.Matches(@"latency p50 [\d.]+ us, p99 [\d.]+ us", output);
    }

    [Fact]
    public void DemoTriesAnyModelOnASyntheticSensor()
    {
        var (code, output, _) = Workbench.Program("demo", "--model", bench.PathOf("tiny.edge"), "--speed", "0");
        Assert.Equal(0, code);
        Assert.Contains("40 frames, 37 triggers", output);
    }

    [Fact]
    public void SelfTestAnswersInJson()
    {
        var (code, output, _) = Workbench.Program("self-test", bench.PathOf("tiny.edge"), "--repeat", "5", "--json");
        Assert.Equal(0, code);
        using var answer = System.Text.Json.JsonDocument.Parse(output);
        Assert.True(answer.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(5, answer.RootElement.GetProperty("repeat").GetProperty("inferences").GetInt32());
        Assert.Equal(0, answer.RootElement.GetProperty("repeat").GetProperty("allocatedBytes").GetInt64());
        Assert.NotEqual(0, answer.RootElement.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public void KernelsAnswersInJson()
    {
        using var answer = System.Text.Json.JsonDocument.Parse(Workbench.Program("kernels", "--json").Output);
        foreach (var kernel in answer.RootElement.GetProperty("operators").EnumerateObject())
        {
            Assert.Equal("Reference", kernel.Value[kernel.Value.GetArrayLength() - 1].GetString());
        }
    }
}
