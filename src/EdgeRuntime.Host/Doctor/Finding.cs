namespace EdgeRuntime.Host;

/// <summary>How a check of the board ended.</summary>
internal enum Verdict
{
    Good,

    /// <summary>Works, but not as well as it could, or only until something happens.</summary>
    Warning,

    /// <summary>Something will not work.</summary>
    Bad,

    /// <summary>Does not apply here, or cannot be seen.</summary>
    Skipped,
}

/// <summary>What a check found.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Found">What is there.</param>
/// <param name="Fix">The command or the change that helps; null when nothing has to be done.</param>
internal sealed record Finding(Verdict Verdict, string Found, string? Fix = null)
{
    public static Finding Good(string found) => new(Verdict.Good, found);

    public static Finding Warning(string found, string fix) => new(Verdict.Warning, found, fix);

    public static Finding Bad(string found, string fix) => new(Verdict.Bad, found, fix);

    public static Finding Skipped(string found) => new(Verdict.Skipped, found);

    /// <summary>Good when it holds, else a warning with its remedy.</summary>
    public static Finding WarnUnless(bool holds, string found, string fix) => holds ? Good(found) : Warning(found, fix);

    /// <summary>Good when it holds, else bad with its remedy.</summary>
    public static Finding BadUnless(bool holds, string found, string fix) => holds ? Good(found) : Bad(found, fix);
}

/// <summary>One question about the board.</summary>
/// <param name="Name">What it looks at.</param>
/// <param name="Look">Answers it; what it throws is a finding, too.</param>
internal sealed record DoctorCheck(string Name, Func<BoardView, Finding> Look);
