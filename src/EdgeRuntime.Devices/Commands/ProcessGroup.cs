using System.Runtime.InteropServices;
using System.Text;

namespace EdgeRuntime.Devices;

/// <summary>
/// A child process that leads a process group of its own, so that it and everything it started can be ended together: posix_spawn(3) with
/// POSIX_SPAWN_SETPGROUP, waitpid(2), kill(2). No shell, no inherited environment, nothing to read and nowhere to write.
/// </summary>
internal sealed unsafe partial class ProcessGroup
{
    private const int Kill = 9, DoNotWait = 1, NoSuchProcess = 3;
    private const short ResetSignals = 4, SetSignalMask = 8, SetGroup = 2;
    private const int OpaqueBytes = 512, BrokenPipe = 13;
    private const int ReadOnly = 0, WriteOnly = 1;

    private readonly int _process;

    private ProcessGroup(int process) => _process = process;

    /// <param name="arguments">The program's path and its arguments.</param>
    /// <param name="environment">All of its environment, as NAME=value.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static ProcessGroup Start(IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        // Both structures are the C library's own affair; they take at most 336 bytes.
        var attributes = stackalloc byte[OpaqueBytes];
        var actions = stackalloc byte[OpaqueBytes];
        var signals = stackalloc byte[OpaqueBytes];
        Check(InitializeAttributes(attributes), arguments[0]);
        Check(InitializeActions(actions), arguments[0]);
        var argumentTexts = Texts(arguments);
        var environmentTexts = Texts(environment);
        try
        {
            // The runtime ignores broken pipes and blocks nothing that a child should not get.
            _ = EmptySignals(signals);
            Check(SetMask(attributes, signals), arguments[0]);
            _ = AddSignal(signals, BrokenPipe);
            Check(SetDefaults(attributes, signals), arguments[0]);
            Check(SetFlags(attributes, SetGroup | ResetSignals | SetSignalMask), arguments[0]);
            Check(AddOpen(actions, 0, "/dev/null", ReadOnly, 0), arguments[0]);
            Check(AddOpen(actions, 1, "/dev/null", WriteOnly, 0), arguments[0]);
            Check(AddOpen(actions, 2, "/dev/null", WriteOnly, 0), arguments[0]);
            Check(Spawn(out var process, arguments[0], actions, attributes, argumentTexts, environmentTexts), arguments[0]);
            return new ProcessGroup(process);
        }
        finally
        {
            Free(argumentTexts);
            Free(environmentTexts);
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    /// <summary>Whether it has ended, and with what: its exit code, or 128 and the signal's number.</summary>
    public bool HasEnded(out int exitCode)
    {
        var status = 0;
        var found = WaitFor(_process, &status, DoNotWait);
        exitCode = (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
        return found != 0;
    }

    /// <summary>Ends it and everything it started, and takes note of its end.</summary>
    public void End()
    {
        if (Signal(-_process, Kill) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess)
        {
            var status = 0;
            _ = WaitFor(_process, &status, 0);
        }
    }

    /// <summary>The leader ended; ends what it left behind.</summary>
    public void EndRest() => _ = Signal(-_process, Kill);

    private static void Check(int error, string program)
    {
        if (error != 0)
        {
            throw new IOException($"'{program}' cannot be started: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    private static byte** Texts(IReadOnlyList<string> texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(texts[i]);
            array[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(array[i], bytes.Length));
        }

        return array;
    }

    private static void Free(byte** array)
    {
        for (var i = 0; array[i] != null; i++)
        {
            NativeMemory.Free(array[i]);
        }

        NativeMemory.Free(array);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int process, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitializeAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(byte* attributes);

    /// <summary>The group stays 0, which makes the child the leader of its own.</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial int AddSignal(byte* signals, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int process, int* status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
