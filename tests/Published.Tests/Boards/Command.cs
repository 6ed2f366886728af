using System.Diagnostics;

namespace Published.Tests;

/// <summary>What a program wrote and answered.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(15);

    public static CommandResult Run(string program, IEnumerable<string> words, params (string Name, string Value)[] environment)
    {
        using var process = Start(program, words, environment);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(LongestRun))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} ran for more than {LongestRun.TotalMinutes} minutes.");
        }

        return new CommandResult(process.ExitCode, output.Result, error.Result);
    }

    public static Process Start(string program, IEnumerable<string> words, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
