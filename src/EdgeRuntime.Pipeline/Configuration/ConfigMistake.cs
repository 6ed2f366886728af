namespace EdgeRuntime.Pipeline;

/// <summary>One mistake in a configuration file.</summary>
/// <param name="Path">Where, e.g. <c>$.trigger.pin</c>.</param>
/// <param name="Found">What is written there, or <c>nothing</c>.</param>
/// <param name="Expected">What may be written there.</param>
/// <param name="Nearest">The allowed name that was probably meant; null when none is near.</param>
public sealed record ConfigMistake(string Path, string Found, string Expected, string? Nearest = null)
{
    public override string ToString() =>
        $"{Path}: found {Found}; expected {Expected}{(Nearest is null ? "" : $"; did you mean '{Nearest}'?")}";
}

/// <summary>A configuration that cannot be used, with everything that is wrong in it.</summary>
public sealed class ConfigException(string file, IReadOnlyList<ConfigMistake> mistakes)
    : Exception($"{file}: {string.Join(Environment.NewLine, mistakes)}")
{
    public string File { get; } = file;

    public IReadOnlyList<ConfigMistake> Mistakes { get; } = mistakes;
}
