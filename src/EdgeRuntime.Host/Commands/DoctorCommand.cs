using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime doctor</c>.</summary>
internal static class DoctorCommand
{
    private const string UsualConfiguration = "/etc/edgeruntime/applications";

    public static Verb Verb { get; } = new(
        "doctor",
        "looks at the board, the system and what is installed, and prints the command that mends what it finds; 1 when something will not work",
        Operand: null,
        [
            new VerbOption("--config", "FILE-OR-DIR", $"pipelines to check; by default {UsualConfiguration}"),
            new VerbOption("--json", null, "answer in JSON"),
            new VerbOption("--root", "DIR", "look at a system mounted there, e.g. an SD card"),
            ModelStoreOption.Option,
            StatusAddress.Option,
        ],
        ["edgeruntime doctor", "sudo edgeruntime doctor --json"],
        Run);

    /// <summary>Every check, in the order in which they are printed.</summary>
    public static IReadOnlyList<DoctorCheck> Checks { get; } = [.. SystemChecks.All, .. RealtimeChecks.All, .. DeviceChecks.All, .. ServiceChecks.All];

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var view = new BoardView(
            arguments.Text("--root") ?? "/",
            arguments.Text("--config") is { } config ? Path.GetFullPath(config) : UsualConfiguration,
            ModelStoreOption.Of(arguments).Folder,
            StatusClient.AddressOf(arguments));
        var findings = Checks.Select(check => (Check: check, Finding: Look(check, view))).ToArray();
        if (arguments.Has("--json"))
        {
            WriteJson(terminal, findings);
        }
        else
        {
            WriteText(terminal, findings);
        }

        return findings.Any(f => f.Finding.Verdict == Verdict.Bad) ? ExitCode.No : ExitCode.Done;
    }

    private static Finding Look(DoctorCheck check, BoardView view)
    {
        try
        {
            return check.Look(view);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ConfigException or UsageException)
        {
            return Finding.Bad(e.Message, e switch
            {
                ConfigException => "mend the file; edgeruntime check --config FILE tells when it is right",
                UnauthorizedAccessException => "sudo edgeruntime doctor",
                _ => "edgeruntime doctor --help",
            });
        }
    }

    private static void WriteText(Terminal terminal, (DoctorCheck Check, Finding Finding)[] findings)
    {
        foreach (var (check, finding) in findings)
        {
            terminal.Output.WriteLine($"{Word(finding.Verdict),-5} {check.Name}: {finding.Found}");
            if (finding.Fix is not null)
            {
                terminal.Output.WriteLine($"      {finding.Fix}");
            }
        }

        terminal.Output.WriteLine(
            $"{findings.Length} checks: {Count(findings, Verdict.Good)} good, {Count(findings, Verdict.Warning)} warnings, {Count(findings, Verdict.Bad)} bad, {Count(findings, Verdict.Skipped)} do not apply");
    }

    private static void WriteJson(Terminal terminal, (DoctorCheck Check, Finding Finding)[] findings) => JsonText.Write(terminal.Output, json =>
    {
        json.WriteStartArray();
        foreach (var (check, finding) in findings)
        {
            json.WriteStartObject();
            json.WriteString("check", check.Name);
            json.WriteString("verdict", Word(finding.Verdict));
            json.WriteString("found", finding.Found);
            json.WriteString("fix", finding.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static int Count((DoctorCheck Check, Finding Finding)[] findings, Verdict verdict) => findings.Count(f => f.Finding.Verdict == verdict);

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Good => "good",
        Verdict.Warning => "warn",
        Verdict.Bad => "BAD",
        _ => "-",
    };
}
