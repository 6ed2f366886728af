namespace EdgeRuntime.Devices;

/// <summary>
/// Lets one program at a time change what lies in a folder: flock(2) on the folder itself, so that there is no lock file to leave behind or
/// to lack the rights for. A program that dies gives it back.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private const int StepMs = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly int _descriptor;

    private FolderLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Waits until no other program changes the folder, for some seconds at most.</summary>
    /// <exception cref="IOException">It cannot be opened, or another program does not let go of it.</exception>
    public static FolderLock Take(string folder)
    {
        var descriptor = KernelCalls.Open(folder, KernelCalls.DirectoryOnly | KernelCalls.CloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"the folder '{folder}' cannot be opened");
        }

        for (var waited = TimeSpan.Zero; KernelCalls.Lock(descriptor, KernelCalls.LockExclusive | KernelCalls.LockWithoutWaiting) < 0; waited += TimeSpan.FromMilliseconds(StepMs))
        {
            if (waited >= Patience)
            {
                _ = KernelCalls.Close(descriptor);
                throw new IOException($"another program has been changing '{folder}' for {Patience.TotalSeconds} s: end it (see: lsof {folder})");
            }

            Thread.Sleep(StepMs);
        }

        return new FolderLock(descriptor);
    }

    /// <summary>Closing gives the lock back.</summary>
    public void Dispose() => _ = KernelCalls.Close(_descriptor);
}
