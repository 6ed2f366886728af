using EdgeRuntime.Model;

namespace Laws.Tests;

/// <summary>The names under which models are refused mean something: each is thrown, and each is tested.</summary>
public class FaultLaws
{
    [Fact]
    public void EveryFaultIsThrown() => Broken.None("A fault that nothing throws is a promise nobody keeps.", Unused("src"));

    [Fact]
    public void EveryFaultIsTested() => Broken.None("A fault that no test provokes may never be thrown.", Unused("tests"));

    [Fact]
    public void TheFormatDescribesEverySection()
    {
        var text = Repository.Text("src/EdgeRuntime.Model/FORMAT.md");
        Broken.None("FORMAT.md describes every section.", Enum.GetNames<SectionKind>().Where(name => !text.Contains(name, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Unused(string folder)
    {
        var texts = Repository.Sources(folder).Select(Repository.Text).ToList();
        return Enum.GetNames<FaultKind>().Where(name => !texts.Any(text => Mentions(text, "FaultKind." + name)));
    }

    private static bool Mentions(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length]))
            {
                return true;
            }
        }

        return false;
    }
}
