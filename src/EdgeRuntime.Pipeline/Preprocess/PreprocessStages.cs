using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>Every stage of preprocessing that this build knows, by name.</summary>
public static class PreprocessStages
{
    private static readonly StageKind[] List =
    [
        ScaleStage.Kind,
        StandardizeStage.Kind,
        ClipStage.Kind,
    ];

    public static IReadOnlyList<string> Names { get; } = [.. List.Select(kind => kind.Name)];

    /// <summary>Makes a stage.</summary>
    /// <param name="stage">The stage as the contract has it.</param>
    /// <param name="elements">Elements of the window it will work on.</param>
    /// <exception cref="ContractException">The name or a number is not allowed.</exception>
    public static IPreprocessStage Create(PreprocessStage stage, int elements)
    {
        var kind = List.FirstOrDefault(k => k.Name == stage.Kind) ?? throw new ContractException(
            $"unknown stage '{stage.Kind}'; allowed: {string.Join(", ", Names)}{NearestName.Hint(stage.Kind, Names)}");
        return kind.From(stage, elements);
    }
}
