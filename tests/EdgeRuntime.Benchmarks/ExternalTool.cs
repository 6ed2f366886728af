using System.Diagnostics;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>Runs a program of the system.</summary>
internal static class ExternalTool
{
    /// <summary>What it wrote, after it was given <paramref name="input"/>.</summary>
    /// <exception cref="ToolException">It is missing or failed.</exception>
    public static string Run(string program, IEnumerable<string> words, string input = "", params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output.Result
                : throw new ToolException(ExitCode.OurFault, $"{program} ended with {process.ExitCode}: {error.Result}{output.Result}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ToolException(
                ExitCode.Unsupported, $"{program}: {e.Message}. The Debian packages gcc, qemu-user, libc6-arm64-cross and llvm-19 have what is needed.");
        }
    }
}
