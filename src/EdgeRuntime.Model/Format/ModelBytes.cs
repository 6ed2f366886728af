using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// The bytes of one file, 64-byte aligned: mapped when the file is immutable (named after its hash, as the model store does),
/// otherwise copied once into private memory, so that what was proved is what runs.
/// </summary>
internal sealed unsafe class ModelBytes : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly void* _owned;

    private ModelBytes(long lengthBytes)
    {
        _owned = NativeMemory.AlignedAlloc((nuint)Math.Max(lengthBytes, 1), SectionRecord.Alignment);
        Data = (byte*)_owned;
        Length = checked((int)lengthBytes);
    }

    private ModelBytes(MemoryMappedFile file, int lengthBytes)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, lengthBytes, MemoryMappedFileAccess.Read);
        byte* data = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
        Data = data + _view.PointerOffset;
        Length = lengthBytes;
    }

    public byte* Data { get; private set; }

    public int Length { get; }

    public ReadOnlySpan<byte> Span => new(Data, Length);

    /// <exception cref="ModelFormatException">Larger than <paramref name="maxFileBytes"/>, or empty.</exception>
    public static ModelBytes Open(string path, long maxFileBytes)
    {
        using var handle = File.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        CheckLength(length, maxFileBytes);
        if (HashNamed(path) is not null)
        {
            return new ModelBytes(
                MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read), checked((int)length));
        }

        var bytes = new ModelBytes(length);
        try
        {
            for (var done = 0; done < bytes.Length;)
            {
                var read = RandomAccess.Read(handle, new Span<byte>(bytes.Data + done, bytes.Length - done), done);
                done += read > 0 ? read : throw new IOException($"'{path}' became shorter while it was read.");
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public static ModelBytes Copy(ReadOnlySpan<byte> source, long maxFileBytes)
    {
        CheckLength(source.Length, maxFileBytes);
        var bytes = new ModelBytes(source.Length);
        source.CopyTo(new Span<byte>(bytes.Data, bytes.Length));
        return bytes;
    }

    /// <summary>The hash that a file is named after, <c>(64 hex digits).edge</c>; null for any other name.</summary>
    public static string? HashNamed(string path)
    {
        var name = Path.GetFileName(path);
        return name.Length == 64 + 5 && name.EndsWith(".edge", StringComparison.Ordinal) && name[..64].All(char.IsAsciiHexDigitLower)
            ? name[..64]
            : null;
    }

    public void Dispose()
    {
        if (Data is null)
        {
            return;
        }

        Data = null;
        if (_view is null)
        {
            NativeMemory.AlignedFree(_owned);
            return;
        }

        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file!.Dispose();
    }

    private static void CheckLength(long length, long maxFileBytes)
    {
        if (length < FileHeader.SizeBytes)
        {
            throw new ModelFormatException(FaultKind.TooShort, 0, "file", $"at least {FileHeader.SizeBytes} bytes", $"{length}");
        }

        if (length > Math.Min(maxFileBytes, int.MaxValue))
        {
            throw new ModelFormatException(FaultKind.TooLarge, 0, "file", $"at most {maxFileBytes} bytes", $"{length}");
        }
    }
}
