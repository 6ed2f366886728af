using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>One choice of a stage.</summary>
/// <param name="Name">As in <see cref="PreprocessStage.Options"/>.</param>
/// <param name="Allowed">What may be chosen; the first when left out.</param>
internal sealed record StageOption(string Name, params string[] Allowed)
{
    /// <summary>Several may be chosen, separated by commas, at least one; none when left out.</summary>
    public bool IsList { get; init; }

    public string From(PreprocessStage stage)
    {
        if (stage.Options is null || !stage.Options.TryGetValue(Name, out var value))
        {
            return IsList ? throw new ContractException($"'{Name}' is missing; expected a list of {string.Join(", ", Allowed)}.") : Allowed[0];
        }

        foreach (var chosen in IsList ? value.Split(',') : [value])
        {
            if (!Allowed.Contains(chosen))
            {
                throw new ContractException($"'{Name}' is '{chosen}'; expected one of {string.Join(", ", Allowed)}{NearestName.Hint(chosen, Allowed)}");
            }
        }

        return value;
    }
}
