namespace Laws.Tests;

/// <summary>The README says what the code does.</summary>
public class ReadmeLaws
{
    /// <summary>Stands on a line of its own before and behind the table of operators.</summary>
    private const string Marker = "<!-- operators -->";

    [Fact]
    public void EveryOperatorCoversSomeType() => Broken.None(
        "A row without a mark is an operator that nobody can use.",
        OperatorTable.Markdown().Split('\n').Skip(2).Where(row => !row.Contains('✓')));

    [Fact]
    public void TheTableOfOperatorsIsTheCatalogs()
    {
        var parts = Repository.Text("README.md").ReplaceLineEndings("\n").Split(Marker);
        Assert.True(parts.Length == 3, $"README.md holds its table of operators between two lines {Marker}.");
        var expected = OperatorTable.Markdown();
        Assert.True(parts[1].Trim() == expected, $"README.md must hold exactly this between its two lines {Marker}:\n{expected}");
    }
}
