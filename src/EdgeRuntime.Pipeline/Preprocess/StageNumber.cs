using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>One numeric parameter of a stage.</summary>
/// <param name="Name">As in <see cref="PreprocessStage.Numbers"/>.</param>
/// <param name="Default">Value when left out; null when it must be given.</param>
internal sealed record StageNumber(string Name, double? Default)
{
    public bool MustBePositive { get; init; }

    /// <summary>Whether there may be one value per channel instead of a single one.</summary>
    public bool MayBePerChannel { get; init; }

    public bool MustBeWhole { get; init; }

    /// <summary>Most values of a list; 1 for a single number.</summary>
    public int MaxValues { get; init; } = 1;

    public double Min { get; init; } = double.NegativeInfinity;

    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>A whole number of elements, pixels or samples.</summary>
    public static StageNumber Count(string name, double? standard, int min, int max) =>
        new(name, standard) { MustBeWhole = true, Min = min, Max = max };

    public double[] From(PreprocessStage stage, Shape output)
    {
        if (!stage.Numbers.TryGetValue(Name, out var values))
        {
            return Default is { } value ? [value] : throw new ContractException($"number '{Name}' is missing.");
        }

        if (MaxValues > 1 ? values.Length < 1 || values.Length > MaxValues
            : values.Length != 1 && (values.Length == 0 || !MayBePerChannel || output.ElementCount % values.Length != 0))
        {
            throw new ContractException(MaxValues > 1
                ? $"'{Name}' has {values.Length} values; expected 1 to {MaxValues}."
                : MayBePerChannel
                ? $"'{Name}' has {values.Length} values; expected 1 or one per channel of a window of {output.ElementCount} elements."
                : $"'{Name}' has {values.Length} values; expected 1.");
        }

        foreach (var value in values)
        {
            if (!float.IsFinite((float)value) || (MustBePositive && (float)value <= 0)
                || value < Min || value > Max || (MustBeWhole && value != Math.Floor(value)))
            {
                throw new ContractException($"'{Name}' is {value:R}; expected {Expected()}.");
            }
        }

        return values;
    }

    private string Expected()
    {
        var range = double.IsFinite(Min) ? $" from {Min:R} to {Max:R}" : "";
        return MustBeWhole ? $"a whole number{range}" : $"a finite number{range}{(MustBePositive ? " above 0" : "")}";
    }
}
