namespace TestKit;

/// <summary>The folder of real models, data and goldens, given by <c>EDGE_SHARED</c>. A user's clone has none.</summary>
public static class Shared
{
    public const string Variable = "EDGE_SHARED";

    /// <summary>The folder, or null where there is none.</summary>
    public static string? Root { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path && Directory.Exists(path) ? Path.GetFullPath(path) : null;

    public static string? SkipReason => Root is null ? $"{Variable} does not name the folder of real models and goldens." : null;

    public static string PathOf(params string[] parts) =>
        Path.Combine([Root ?? throw new InvalidOperationException(SkipReason), .. parts]);
}

/// <summary>A fact that needs <see cref="Shared.Root"/>; skipped, with the reason, where it is absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = Shared.SkipReason;
}

/// <summary>A theory that needs <see cref="Shared.Root"/>; skipped, with the reason, where it is absent.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = Shared.SkipReason;
}
