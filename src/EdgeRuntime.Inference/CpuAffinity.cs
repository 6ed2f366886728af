using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Inference;

/// <summary>Ties the calling thread to one of the CPUs that the process may use; sched_setaffinity(2).</summary>
internal static unsafe partial class CpuAffinity
{
    private const int Words = 16;

    /// <summary>Allows the thread the <paramref name="index"/>th CPU of its set only, counted around.</summary>
    /// <returns>false when the system refuses; the thread then runs where it likes.</returns>
    public static bool TryPin(int index)
    {
        var allowed = stackalloc ulong[Words];
        new Span<ulong>(allowed, Words).Clear();
        if (Get(0, Words * sizeof(ulong), allowed) != 0)
        {
            return false;
        }

        var count = 0;
        for (var w = 0; w < Words; w++)
        {
            count += BitOperations.PopCount(allowed[w]);
        }

        var left = index % Math.Max(count, 1);
        for (var cpu = 0; cpu < Words * 64; cpu++)
        {
            var isAllowed = (allowed[cpu / 64] >> (cpu % 64) & 1) != 0;
            if (isAllowed && left-- == 0)
            {
                new Span<ulong>(allowed, Words).Clear();
                allowed[cpu / 64] = 1UL << (cpu % 64);
                return Set(0, Words * sizeof(ulong), allowed) == 0;
            }
        }

        return false;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int Get(int thread, nuint sizeBytes, ulong* set);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int Set(int thread, nuint sizeBytes, ulong* set);
}
