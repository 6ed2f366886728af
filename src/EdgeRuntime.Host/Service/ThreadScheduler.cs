using System.Runtime.InteropServices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>
/// Gives the calling thread its place before others: sched_setscheduler(2), sched_setaffinity(2), mlockall(2) and the timer slack of
/// prctl(2), none of which .NET offers. What the system does not permit is said and left as it is.
/// </summary>
internal static unsafe partial class ThreadScheduler
{
    private const int FifoPolicy = 1, ResetOnFork = 0x40000000, SetTimerSlack = 29;
    private const int LockCurrent = 1, LockFuture = 2, LockOnFault = 4;
    private const int MaskWords = 16;

    /// <summary>Places the calling thread.</summary>
    /// <returns>What was refused, with its remedy.</returns>
    public static IReadOnlyList<string> Place(ThreadPlacement? placement)
    {
        if (placement is null)
        {
            return [];
        }

        var refused = new List<string>();
        Check(refused, Pin(placement.Cpus), $"processors {string.Join(", ", placement.Cpus)}", "name processors that this machine has (nproc)");
        Check(refused, Raise(placement.Priority), $"real-time priority {placement.Priority}", "LimitRTPRIO= of the unit, or ulimit -r");

        // Everything that was touched stays. Locking what was only reserved would count the whole address range of the managed heap.
        var isLocked = !placement.LockMemory || LockMemory(LockCurrent | LockFuture | LockOnFault) == 0;
        Check(refused, isLocked, "locking memory", "LimitMEMLOCK=infinity in the unit, or ulimit -l unlimited");
        return refused;
    }

    /// <summary>Places the calling thread, which brings work to the pipeline's, right before that; without a word, as the pipeline's says it.</summary>
    public static void PlaceAhead(ThreadPlacement? placement)
    {
        if (placement is not null)
        {
            _ = Pin(placement.Cpus);
            _ = Raise(placement.Priority > 0 ? placement.Priority + 1 : 0);
        }
    }

    private static void Check(List<string> refused, bool isDone, string what, string remedy)
    {
        if (!isDone)
        {
            refused.Add($"{what} is not permitted ({Marshal.GetLastPInvokeErrorMessage()}): {remedy}");
        }
    }

    private static bool Raise(int priority)
    {
        if (priority == 0)
        {
            return true;
        }

        // Sleeps then end when they should, not up to 50 us later; it holds where the priority is refused, too.
        _ = Control(SetTimerSlack, 1, 0, 0, 0);
        return SetScheduler(0, FifoPolicy | ResetOnFork, &priority) == 0;
    }

    private static bool Pin(IReadOnlyList<int> cpus)
    {
        if (cpus.Count == 0)
        {
            return true;
        }

        var mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        foreach (var cpu in cpus)
        {
            mask[cpu / 64] |= 1UL << (cpu % 64);
        }

        return SetAffinity(0, MaskWords * sizeof(ulong), mask) == 0;
    }

    /// <summary>Of the calling thread, for process 0; struct sched_param is one int.</summary>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int process, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int process, nuint maskBytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "mlockall", SetLastError = true)]
    private static partial int LockMemory(int flags);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint argument, nuint unused2, nuint unused3, nuint unused4);
}
