using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>A stage that this build knows: its name, its parameters and how it is made.</summary>
/// <param name="Name">As in <see cref="PreprocessStage.Kind"/>.</param>
/// <param name="Numbers">Numbers that it takes.</param>
/// <param name="Create">Makes the stage from its checked parameters; throws <see cref="ContractException"/> when they contradict each other.</param>
internal sealed record StageKind(string Name, IReadOnlyList<StageNumber> Numbers, Func<StageParameters, IPreprocessStage> Create)
{
    /// <summary>Choices that it takes.</summary>
    public IReadOnlyList<StageOption> Options { get; init; } = [];

    /// <summary>A stage that also works on a stream, as its option <c>over</c> says.</summary>
    public static StageKind OfStream(
        string name, IReadOnlyList<StageNumber> numbers, IReadOnlyList<StageOption> options, Func<StageParameters, IStreamStage> create) =>
        new(name, numbers, p => new StreamInWindow(create(p), p.Output, p.Option(StreamInWindow.Over.Name) == "stream"))
        {
            Options = [.. options, StreamInWindow.Over],
        };

    /// <summary>Checks a stage's parameters and makes it.</summary>
    /// <param name="stage">The stage as the contract has it.</param>
    /// <param name="output">Shape of what it must give.</param>
    public IPreprocessStage From(PreprocessStage stage, Shape output)
    {
        RefuseUnknown("number", stage.Numbers.Keys, [.. Numbers.Select(n => n.Name)]);
        RefuseUnknown("option", stage.Options?.Keys ?? [], [.. Options.Select(o => o.Name)]);
        return Create(new StageParameters(
            output,
            Numbers.ToDictionary(n => n.Name, n => n.From(stage, output)),
            Options.ToDictionary(o => o.Name, o => o.From(stage))));
    }

    private static void RefuseUnknown(string what, IEnumerable<string> found, string[] allowed)
    {
        foreach (var name in found)
        {
            if (!allowed.Contains(name))
            {
                throw new ContractException(
                    $"unknown {what} '{name}'; allowed: {(allowed.Length == 0 ? "none" : string.Join(", ", allowed))}{NearestName.Hint(name, allowed)}");
            }
        }
    }
}
