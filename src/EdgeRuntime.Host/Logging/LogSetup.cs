using Serilog;
using Serilog.Events;

namespace EdgeRuntime.Host;

/// <summary>Serilog, configured in code: its configuration-file reader loads types by name, which ahead-of-time compilation cannot.</summary>
internal static class LogSetup
{
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const string FileTemplate = "{Timestamp:o} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const long LargestFileBytes = 8 << 20;

    /// <summary>Levels by the names that a person types.</summary>
    public static IReadOnlyDictionary<string, LogEventLevel> Levels { get; } = new Dictionary<string, LogEventLevel>
    {
        ["debug"] = LogEventLevel.Debug,
        ["info"] = LogEventLevel.Information,
        ["warning"] = LogEventLevel.Warning,
        ["error"] = LogEventLevel.Error,
    };

    /// <summary>Logs to standard error, which leaves standard output to JSON lines, and to a file when one is named.</summary>
    /// <param name="level">Least level that is written.</param>
    /// <param name="file">Rolls over to <c>_001</c> and so on at 8 MiB; four are kept. Null for none.</param>
    /// <param name="isJournal">The journal reads standard error: priorities instead of times, which it has itself.</param>
    public static Serilog.Core.Logger Create(LogEventLevel level, string? file, bool isJournal)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        configuration = isJournal
            ? configuration.WriteTo.Console(new JournalFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
            : configuration.WriteTo.Console(outputTemplate: ConsoleTemplate, standardErrorFromLevel: LogEventLevel.Verbose);
        if (file is not null)
        {
            configuration = configuration.WriteTo.File(
                file, outputTemplate: FileTemplate, fileSizeLimitBytes: LargestFileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: 4);
        }

        return configuration.CreateLogger();
    }

    /// <summary>systemd names the journal's stream to services whose output it reads; systemd.exec(5).</summary>
    public static bool IsJournal => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("JOURNAL_STREAM"));
}
