namespace EdgeRuntime.Host;

/// <summary>One verb of the program.</summary>
/// <param name="Name">What a person types.</param>
/// <param name="Summary">One line for the list of verbs.</param>
/// <param name="Operand">Name of the operand that must be given, e.g. <c>M.edge</c>; null when there is none.</param>
/// <param name="Options">What else may be given.</param>
/// <param name="Examples">Whole command lines.</param>
/// <param name="Run">Does it and answers an exit code.</param>
internal sealed record Verb(
    string Name,
    string Summary,
    string? Operand,
    IReadOnlyList<VerbOption> Options,
    IReadOnlyList<string> Examples,
    Func<Arguments, Terminal, int> Run);

/// <summary>An option of a verb.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Value">Name of its value; null for one that is only there or not.</param>
/// <param name="Summary">One line.</param>
/// <param name="IsRequired">Whether the verb cannot work without it.</param>
internal sealed record VerbOption(string Name, string? Value, string Summary, bool IsRequired = false);
