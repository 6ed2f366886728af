using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace EdgeTool.Training;

/// <summary>
/// TorchSharp's native part asks for the version <c>GLIBCXX_3.4.32</c> of the C++ library only because of a marker symbol that nothing in it
/// refers to (<c>ios_base_library_init</c>, GCC 13). On systems with an older library, such as Debian 12, a copy whose need is
/// marked weak loads and computes the same.
/// </summary>
internal static class StandardLibraryVersion
{
    public const string Newest = "GLIBCXX_3.4.32";

    private const uint VersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK

    /// <summary>A copy of the library in this user's cache that loads without the newest version.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="BadImageFormatException">The file is no 64-bit little-endian ELF library that needs that version.</exception>
    [SupportedOSPlatform("linux")]
    public static string CopyWithoutNeed(string path)
    {
        var bytes = File.ReadAllBytes(path);
        MarkWeak(bytes, Newest);
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var folder = Path.Combine(cache, "edgetool", Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
        var copy = Path.Combine(folder, Path.GetFileName(path));
        if (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(bytes))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var part = $"{copy}.{Environment.ProcessId}.part";
            File.WriteAllBytes(part, bytes);
            File.Move(part, copy, overwrite: true);
        }

        return copy;
    }

    /// <summary>
    /// Marks every need of a symbol version weak, so that the dynamic linker goes on where there is none (LSB Core, "Symbol Versioning":
    /// Elf64_Verneed and Elf64_Vernaux).
    /// </summary>
    internal static void MarkWeak(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf.StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new BadImageFormatException("It is no 64-bit little-endian ELF library.");
        }

        var marked = 0;
        try
        {
            var table = checked((int)BinaryPrimitives.ReadInt64LittleEndian(elf[40..]));
            var (entryBytes, entries) = (Read16(elf, 58), Read16(elf, 60));
            for (var i = 0; i < entries; i++)
            {
                var section = elf.Slice(table + (i * entryBytes), 64);
                if (Read32(section, 4) == VersionNeeds)
                {
                    var names = elf.Slice(table + ((int)Read32(section, 40) * entryBytes), 64);
                    marked += MarkWeak(elf[FileOffset(section)..], elf[FileOffset(names)..], (int)Read32(section, 44), Encoding.ASCII.GetBytes(version));
                }
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new BadImageFormatException("The library is damaged.", e);
        }

        if (marked == 0)
        {
            throw new BadImageFormatException($"The library does not name {version}.");
        }
    }

    private static int MarkWeak(Span<byte> needs, ReadOnlySpan<byte> names, int files, ReadOnlySpan<byte> version)
    {
        var (marked, file) = (0, 0);
        for (var f = 0; f < files; f++)
        {
            var entry = file + (int)Read32(needs, file + 8);
            for (var v = 0; v < Read16(needs, file + 2); v++)
            {
                var name = names[(int)Read32(needs, entry + 8)..];
                if (name[..name.IndexOf((byte)0)].SequenceEqual(version))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(needs[(entry + 4)..], (ushort)(Read16(needs, entry + 4) | Weak));
                    marked++;
                }

                entry += (int)Read32(needs, entry + 12);
            }

            file += (int)Read32(needs, file + 12);
        }

        return marked;
    }

    private static int FileOffset(ReadOnlySpan<byte> section) => checked((int)BinaryPrimitives.ReadInt64LittleEndian(section[24..]));

    private static ushort Read16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Read32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
