using System.Text.RegularExpressions;

namespace Laws.Tests;

/// <summary>What may not stand in a committed text.</summary>
public partial class TextLaws
{
    private const int MaxLines = 400, MaxMedianLines = 100;

    // Joined here so that this very file does not break the law.
    private static readonly string[] MachinePaths =
        [.. new[] { "work", "tmp", "root", "home", "Users" }.Select(folder => $"/{folder}/"), "C:" + "\\"];

    private static readonly string[] TextEndings = [".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".json", ".pubxml", ".txt", ".yml", ".sh"];

    [Fact]
    public void NothingIsLeftToDo() => Broken.None(
        "src and tools are finished: no to-do notes, no stubs.", Hits(Unfinished(), Repository.Sources("src", "tools")));

    [Fact]
    public void NoFileIsLong() => Broken.None(
        $"A source file has at most {MaxLines} lines.",
        Repository.Sources("src", "tools", "tests").Select(f => (File: f, Repository.Lines(f).Length)).Where(f => f.Length > MaxLines).Select(f => $"{f.File}: {f.Length}"));

    [Theory]
    [InlineData("src")]
    [InlineData("tools")]
    [InlineData("tests")]
    public void TheUsualFileIsShort(string folder)
    {
        var lengths = Repository.Sources(folder).Select(f => Repository.Lines(f).Length).Order().ToList();
        Assert.True(lengths[lengths.Count / 2] < MaxMedianLines, $"The median of {folder} is {lengths[lengths.Count / 2]} lines.");
    }

    [Fact]
    public void KernelsAreNotConditional() => Broken.None(
        "Instruction sets are chosen by data, never by the preprocessor.", Hits(Preprocessor(), Repository.Sources("src/EdgeRuntime.Kernels")));

    [Fact]
    public void OnlyTheHostSpeaks() => Broken.None(
        "Libraries return and throw; the host prints.",
        Hits(ConsoleUse(), Repository.Sources("src").Where(f => !f.StartsWith("src/EdgeRuntime.Host/", StringComparison.Ordinal))));

    [Fact]
    public void NoTextNamesAMachine() => Broken.None(
        "A committed text names no folder of one machine.",
        from file in Repository.Files
        where TextEndings.Contains(Path.GetExtension(file)) || Path.GetExtension(file).Length == 0
        from line in Repository.Lines(file).Index()
        from path in MachinePaths
        where line.Item.Contains(path, StringComparison.Ordinal)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}");

    [Fact]
    public void NoTextIsCommentedOut() => Broken.None(
        "Code is deleted, not commented out.", Hits(CommentedCode(), Repository.Sources("src", "tools", "tests")));

    private static IEnumerable<string> Hits(Regex pattern, IEnumerable<string> files) =>
        from file in files
        from line in Repository.Lines(file).Index()
        where pattern.IsMatch(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*#(if|elif|else|endif|define)\b")]
    private static partial Regex Preprocessor();

    [GeneratedRegex(@"\bConsole\.(Write|Error|Out)")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex(@"^\s*//(?!/)\s*(var |return\b.*;|if \(.*\)|for \(.*\)|\w+\(.*\);|\w+ = .*;)\s*$")]
    private static partial Regex CommentedCode();
}
