using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>One choice of a stage.</summary>
/// <param name="Name">As in <see cref="PreprocessStage.Options"/>.</param>
/// <param name="Allowed">What may be chosen; the first when left out.</param>
internal sealed record StageOption(string Name, params string[] Allowed)
{
    public string From(PreprocessStage stage)
    {
        if (stage.Options is null || !stage.Options.TryGetValue(Name, out var value))
        {
            return Allowed[0];
        }

        return Allowed.Contains(value)
            ? value
            : throw new ContractException($"'{Name}' is '{value}'; expected one of {string.Join(", ", Allowed)}{NearestName.Hint(value, Allowed)}");
    }
}
