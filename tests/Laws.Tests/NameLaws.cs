using System.Text.RegularExpressions;

namespace Laws.Tests;

/// <summary>A name says what a thing is, not that it is useful.</summary>
public partial class NameLaws
{
    private static readonly string[] TopLevel =
    [
        "src", "tests", "tools", "firmware-configs", "publish-profiles", "EdgeRuntime.sln", "README.md", "LICENSE", "CHANGELOG.md",
        "global.json", "nuget.config", "NuGet.config",
    ];

    [Fact]
    public void TheTopLevelIsFixed() => Broken.None(
        "Only these may lie at the top, beside dot files and Directory.*: " + string.Join(", ", TopLevel),
        Repository.Files.Select(f => f.Split('/')[0]).Distinct().Where(f => f[0] != '.' && !f.StartsWith("Directory.", StringComparison.Ordinal)).Except(TopLevel));

    [Fact]
    public void NoFileIsADrawerForThings() => Broken.None(
        "Files and folders are named for what they hold.", Repository.Files.Where(f => f.Split('/', '.').Any(part => Vague().IsMatch(part))));

    [Fact]
    public void NoTypeIsADrawerForThings() => Broken.None(
        "Types are named for what they are.",
        from file in Repository.Sources("src", "tools", "tests")
        from Match type in TypeDeclaration().Matches(Repository.Text(file))
        where Vague().IsMatch(type.Groups[1].Value)
        select $"{file}: {type.Groups[1].Value}");

    [GeneratedRegex("^(Utils?|Utilit(y|ies)|Common|Helpers?|Manager|Misc)$|(Utils?|Utility|Utilities|Helpers?|Manager|Misc)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"\b(?:class|struct|enum|interface|record)\s+([A-Z]\w*)")]
    private static partial Regex TypeDeclaration();
}
