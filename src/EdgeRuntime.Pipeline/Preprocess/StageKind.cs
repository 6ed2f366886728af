using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>A stage that this build knows: its name, its numbers and how it is made.</summary>
/// <param name="Name">As in <see cref="PreprocessStage.Kind"/>.</param>
/// <param name="Numbers">Numbers in the order that <paramref name="Create"/> takes them.</param>
/// <param name="Create">Makes the stage from its checked numbers; throws <see cref="ContractException"/> when they contradict each other.</param>
internal sealed record StageKind(string Name, IReadOnlyList<StageNumber> Numbers, Func<float[][], IPreprocessStage> Create)
{
    /// <summary>Checks a stage's numbers and makes it.</summary>
    /// <param name="stage">The stage as the contract has it.</param>
    /// <param name="elements">Elements of the window it will work on.</param>
    public IPreprocessStage From(PreprocessStage stage, int elements)
    {
        var names = Numbers.Select(n => n.Name).ToArray();
        foreach (var name in stage.Numbers.Keys)
        {
            if (!names.Contains(name))
            {
                throw new ContractException($"unknown number '{name}'; allowed: {string.Join(", ", names)}{NearestName.Hint(name, names)}");
            }
        }

        return Create([.. Numbers.Select(number => number.From(stage, elements))]);
    }
}

/// <summary>One numeric parameter of a stage.</summary>
/// <param name="Name">As in <see cref="PreprocessStage.Numbers"/>.</param>
/// <param name="Default">Value when left out; null when it must be given.</param>
internal sealed record StageNumber(string Name, double? Default)
{
    public bool MustBePositive { get; init; }

    public float[] From(PreprocessStage stage, int elements)
    {
        if (!stage.Numbers.TryGetValue(Name, out var values))
        {
            return Default is { } value ? [(float)value] : throw new ContractException($"number '{Name}' is missing.");
        }

        if (values.Length == 0 || elements % values.Length != 0)
        {
            throw new ContractException($"'{Name}' has {values.Length} values; expected 1 or one per channel of a window of {elements} elements.");
        }

        foreach (var value in values)
        {
            if (!float.IsFinite((float)value) || (MustBePositive && (float)value <= 0))
            {
                throw new ContractException($"'{Name}' is {value:R}; expected {(MustBePositive ? "a finite number above 0" : "a finite number")}.");
            }
        }

        return Array.ConvertAll(values, value => (float)value);
    }
}
