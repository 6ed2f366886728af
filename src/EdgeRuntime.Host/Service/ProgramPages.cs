using System.Runtime.InteropServices;

namespace EdgeRuntime.Host;

/// <summary>
/// Gives back the pages of the program and its libraries that are resident because starting needed them: code and constants, which are
/// never written. What runs on is fetched again from the page cache, some microseconds in all; the rest does not return. Pages that are
/// locked stay. dl_iterate_phdr(3), madvise(2).
/// </summary>
internal static unsafe partial class ProgramPages
{
    private const uint LoadSegment = 1, Writable = 2;
    private const int DontNeed = 4;

    public static void GiveBack() => _ = Iterate(&GiveBackObject, null);

    [UnmanagedCallersOnly]
    private static int GiveBackObject(ObjectInfo* info, nuint sizeBytes, void* data)
    {
        // The program itself has no name, the kernel's page one without a path: that one is no file.
        if (info->Name[0] != 0 && info->Name[0] != '/')
        {
            return 0;
        }

        var pageBytes = (nuint)Environment.SystemPageSize;
        for (var i = 0; i < info->HeaderCount; i++)
        {
            ref readonly var header = ref info->Headers[i];
            if (header.Type == LoadSegment && (header.Flags & Writable) == 0)
            {
                var begin = (info->Address + header.Address) / pageBytes * pageBytes;
                var end = (info->Address + header.Address + header.MemoryBytes + pageBytes - 1) / pageBytes * pageBytes;

                // Refused for locked pages, which then stay.
                _ = Advise((void*)begin, end - begin, DontNeed);
            }
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "dl_iterate_phdr")]
    private static partial int Iterate(delegate* unmanaged<ObjectInfo*, nuint, void*, int> callback, void* data);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint sizeBytes, int advice);

    /// <summary>The beginning of struct dl_phdr_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ObjectInfo
    {
        public nuint Address;
        public byte* Name;
        public ProgramHeader* Headers;
        public ushort HeaderCount;
    }

    /// <summary>Elf64_Phdr; elf(5).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ProgramHeader
    {
        public uint Type;
        public uint Flags;
        public ulong FileOffset;
        public nuint Address;
        public ulong PhysicalAddress;
        public ulong FileBytes;
        public nuint MemoryBytes;
        public ulong AlignmentBytes;
    }
}
