using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>First 64 bytes of a file. The section table follows at once.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public unsafe struct FileHeader
{
    public const int SizeBytes = 64;

    /// <summary>"EDGE" read as a little-endian number.</summary>
    public const uint ExpectedMagic = 0x45474445;

    public const ushort CurrentVersion = 1;

    /// <summary>Largest file a loader takes unless told otherwise.</summary>
    public const long DefaultMaxFileBytes = 64L << 20;

    public uint Magic;
    public ushort Version;

    /// <summary>No flag is defined yet; a set bit is refused.</summary>
    public ushort Flags;

    /// <summary>Bytes of the whole file.</summary>
    public long FileLengthBytes;

    /// <summary>Bytes of the arena: tensors, variables and scratch of worker 0.</summary>
    public long ArenaBytes;

    /// <summary>Entries of the section table; every kind appears exactly once, in the order of its number.</summary>
    public int SectionCount;

    public int Reserved;

    /// <summary>SHA-256 of the file without this field and without the content of the signature section.</summary>
    public fixed byte ContentHash[32];
}
