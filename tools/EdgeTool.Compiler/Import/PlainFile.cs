using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeTool.Compiler;

/// <summary>
/// Opens a file that lies in a folder itself, as the kernel sees it in that moment: the folder is held open and the name looked up in it (openat
/// of POSIX.1-2008), so that nobody can put a link in its place between a test and the opening. A link is not followed, a pipe not waited for.
/// </summary>
internal static partial class PlainFile
{
    private const int CloseOnExec = 0x80000, NonBlocking = 0x800;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>O_DIRECTORY and O_NOFOLLOW, whose numbers depend on the architecture.</summary>
    private static readonly int DirectoryOnly = IsArm ? 0x4000 : 0x10000, NoFollow = IsArm ? 0x8000 : 0x20000;

    /// <param name="folder">The folder; whoever names it trusts it.</param>
    /// <param name="name">A file name without any folder.</param>
    /// <returns>A stream for reading; null where there is no such file, or something else than a file of bytes.</returns>
    public static FileStream? Open(string folder, string name)
    {
        if (Path.GetFileName(name) != name || name is "" or "." or "..")
        {
            return null;
        }

        var handle = OperatingSystem.IsLinux() ? In(folder, name) : Unlinked(Path.Combine(folder, name));
        if (handle is null || handle.IsInvalid)
        {
            handle?.Dispose();
            return null;
        }

        // Neither a folder nor a pipe can be read at any place; of a device nothing is known to be there, so its length is 0.
        var stream = new FileStream(handle, FileAccess.Read);
        if (stream.CanSeek && !Directory.Exists(Descriptor(handle)))
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    /// <summary>The open file itself, whatever its name leads to by now.</summary>
    private static string Descriptor(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    private static SafeFileHandle? In(string folder, string name)
    {
        using var directory = OpenPath(folder, DirectoryOnly | CloseOnExec);
        return directory.IsInvalid ? null : OpenAt(directory, name, NoFollow | NonBlocking | CloseOnExec);
    }

    /// <summary>Where there is no openat, a link is looked for first.</summary>
    private static SafeFileHandle? Unlinked(string path) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null } ? File.OpenHandle(path) : null;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenPath(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenAt(SafeFileHandle directory, string name, int flags);
}
