using System.ComponentModel;
using System.Diagnostics;

namespace EdgeTool;

/// <summary>Where a device's samples are: a folder of this machine, or a copy of a remote one that the system's own scp made.</summary>
internal sealed class SampleSource : IDisposable
{
    /// <summary>Where an installed service keeps them.</summary>
    private const string UsualFolder = "/var/lib/edgeruntime/samples";

    private readonly string? _temporary;

    private SampleSource(string folder, string? temporary) => (Folder, _temporary) = (folder, temporary);

    public string Folder { get; }

    /// <param name="source">A folder, <c>USER@HOST</c> or <c>USER@HOST:FOLDER</c>.</param>
    /// <exception cref="ToolException">There is no such folder, or scp cannot bring it.</exception>
    public static SampleSource Fetch(string source)
    {
        if (Directory.Exists(source))
        {
            return new SampleSource(source, null);
        }

        var at = source.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || source.StartsWith('-') || source.Any(char.IsWhiteSpace))
        {
            throw new ToolException(ExitCode.NoInput, $"There is no folder '{source}', and it names no device: USER@HOST or USER@HOST:FOLDER.");
        }

        var temporary = Directory.CreateTempSubdirectory("edgetool-capture").FullName;
        try
        {
            Copy(source.Contains(':', StringComparison.Ordinal) ? source : $"{source}:{UsualFolder}", temporary);
            return new SampleSource(temporary, temporary);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private static void Copy(string remote, string folder)
    {
        var start = new ProcessStartInfo("scp") { RedirectStandardError = true };
        Array.ForEach(["-r", "-q", "--", remote, folder], start.ArgumentList.Add);
        try
        {
            using var scp = Process.Start(start)!;
            var said = scp.StandardError.ReadToEnd();
            scp.WaitForExit();
            if (scp.ExitCode != 0)
            {
                throw new ToolException(
                    ExitCode.InputOutput,
                    $"scp could not bring {remote}: {said.Trim().TrimEnd('.')}. The service's folder is its user's: log in as root, or name a folder that the pipeline's \"samples\" section sets.");
            }
        }
        catch (Win32Exception e)
        {
            throw new ToolException(ExitCode.Unsupported, $"scp cannot be run ({e.Message}): install an SSH client, or copy the folder and name it.");
        }
    }
}
