using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeRuntime.Host;

/// <summary>
/// Gives back the memory that is resident because starting needed it: garbage, and pages of the program and its libraries. What runs on is
/// fetched again from the page cache, some microseconds in all; the rest does not return. Pages that are locked stay. madvise(2), proc_pid_maps(5).
/// </summary>
/// <remarks>
/// Only pages that are still the file's: also in what is protected against writing the linker and the runtime wrote some pages before,
/// and those would come back as the file has them. The kernel tells them apart in pagemap, Documentation/admin-guide/mm/pagemap.rst.
/// </remarks>
internal static unsafe partial class ProgramPages
{
    private const ulong Present = 1UL << 63, OfFile = 1UL << 61;
    private const int DontNeed = 4;

    public static void GiveBack()
    {
        // Aggressive: the heap's emptied regions go back to the system, too. Finalizers would fetch pages again after all is given back.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var runs = new List<(long Begin, long End)>();
        try
        {
            using var pages = File.OpenHandle("/proc/self/pagemap");
            foreach (var (begin, end) in new FileMappings())
            {
                AddPresent(runs, pages, begin, end);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A system that does not show a process its pages keeps them.
        }

        // Last, as finding them needed many of them: whatever is fetched again comes with the sixteen pages around it.
        foreach (var (begin, end) in runs)
        {
            // Refused for locked pages, which then stay.
            _ = Advise((void*)begin, (nuint)(end - begin), DontNeed);
        }
    }

    /// <summary>Adds the runs of pages of a mapping that are resident and the file's. Makes no garbage, which would stay until the next collection.</summary>
    private static void AddPresent(List<(long Begin, long End)> runs, SafeFileHandle pages, long begin, long end)
    {
        var pageBytes = Environment.SystemPageSize;
        Span<ulong> entries = stackalloc ulong[256];
        while (begin < end)
        {
            var asked = entries[..(int)Math.Min(entries.Length, (end - begin) / pageBytes)];
            var known = RandomAccess.Read(pages, MemoryMarshal.AsBytes(asked), begin / pageBytes * sizeof(ulong)) / sizeof(ulong);
            if (known == 0)
            {
                return;
            }

            foreach (var entry in asked[..known])
            {
                if ((entry & (Present | OfFile)) == (Present | OfFile))
                {
                    Add(runs, begin, begin + pageBytes);
                }

                begin += pageBytes;
            }
        }
    }

    /// <summary>Lengthens the last run where the pages follow it.</summary>
    private static void Add(List<(long Begin, long End)> runs, long begin, long end)
    {
        if (runs.Count > 0 && runs[^1].End == begin)
        {
            runs[^1] = (runs[^1].Begin, end);
        }
        else
        {
            runs.Add((begin, end));
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint sizeBytes, int advice);
}
