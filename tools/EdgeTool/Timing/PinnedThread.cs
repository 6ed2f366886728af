using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace EdgeTool;

/// <summary>Runs work on a thread of its own that stays on one core, so that what is compared shares a clock and caches.</summary>
public static partial class PinnedThread
{
    private const int MaskBytes = 128;

    /// <summary>Runs the work and waits for it; what it throws comes out here.</summary>
    /// <param name="core">Number of the core, from 0; where the system refuses it the thread is not pinned.</param>
    /// <param name="work">What runs.</param>
    /// <returns>What the work gives.</returns>
    public static T Run<T>(int core, Func<T> work)
    {
        var (result, fault) = (default(T)!, default(Exception));
        var thread = new Thread(() =>
        {
            try
            {
                Pin(core);
                result = work();
            }
#pragma warning disable CA1031 // It is thrown again on the thread that waits.
            catch (Exception e)
#pragma warning restore CA1031
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        return result;
    }

    private static void Pin(int core)
    {
        if (OperatingSystem.IsLinux() && core < MaskBytes * 8)
        {
            Span<byte> mask = stackalloc byte[MaskBytes];
            mask.Clear();
            mask[core / 8] = (byte)(1 << (core % 8));
            _ = SetAffinity(0, MaskBytes, ref MemoryMarshal.GetReference(mask));
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint maskBytes, ref byte mask);
}
