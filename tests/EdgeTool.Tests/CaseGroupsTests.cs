using System.CommandLine;

namespace EdgeTool.Tests;

public class CaseGroupsTests
{
    [Theory]
    [InlineData("m --input a", "a", false)]
    [InlineData("m --input a b", "a b", false)]
    [InlineData("m --input a --input b", "a b", false)]
    [InlineData("m --input a --case --input b", "a | b", true)]
    [InlineData("m --case --input a --case --input b c", "a | b c", true)]
    [InlineData("m -i a --threads 2 --case -i=b -d out", "a | b", true)]
    [InlineData("m --case --input a --threads 2", "a", true)]
    public void WordsFallIntoCases(string line, string expected, bool areNumbered)
    {
        var groups = Parse(line);
        Assert.Equal(expected, string.Join(" | ", groups.Cases.Select(c => string.Join(' ', c))));
        Assert.Equal(areNumbered, groups.AreNumbered);
    }

    [Theory]
    [InlineData("m --input a --case")]
    [InlineData("m --case --case --input a")]
    public void ACaseWithoutInputsIsRefused(string line) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<ToolException>(() => Parse(line)).ExitCode);

    private static CaseGroups Parse(string line)
    {
        var input = new Option<string[]>("--input", "-i") { AllowMultipleArgumentsPerToken = true };
        var command = new RootCommand
        {
            new Argument<string>("MODEL"),
            input,
            new Option<bool>(CaseGroups.CaseOption) { Arity = ArgumentArity.Zero },
            new Option<int>("--threads"),
            new Option<string>("-d"),
        };
        var parsed = command.Parse(line.Split(' '));
        Assert.Empty(parsed.Errors);
        return CaseGroups.From(parsed, input);
    }
}
