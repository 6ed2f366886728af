namespace EdgeRuntime.Devices.Tests;

/// <summary>Files of a spool in memory, on a disk that can be full, forget, flip bits, or lose its power after a given byte.</summary>
internal sealed class MemorySpoolFiles : ISpoolFiles
{
    /// <summary>What is on the disk: it outlives this object, as a disk does a process.</summary>
    public Dictionary<string, byte[]> Disk { get; init; } = [];

    /// <summary>Bytes and other changes that still reach the disk; then the process is killed.</summary>
    public long ChangesLeft { get; set; } = long.MaxValue;

    /// <summary>Bytes that the disk holds at most.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public long Changes { get; private set; }

    public bool IsReadable { get; set; } = true;

    public void Open()
    {
    }

    public IReadOnlyList<string> Names() => [.. Disk.Keys];

    public long LengthOf(string name) => Disk[name].Length;

    public byte[] Read(string name) =>
        IsReadable ? [.. Disk.GetValueOrDefault(name, [])] : throw new IOException("input/output error");

    public void Write(string name, long offset, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var file = Disk.GetValueOrDefault(name, []);
            if (offset + i >= file.Length)
            {
                if (Disk.Values.Sum(f => f.Length) >= Capacity)
                {
                    throw new IOException("no space left on device");
                }

                Array.Resize(ref file, (int)offset + i + 1);
            }

            Change();
            file[offset + i] = bytes[i];
            Disk[name] = file;
        }
    }

    public void Truncate(string name, long length)
    {
        Change();
        Disk[name] = Disk.GetValueOrDefault(name, [])[..(int)length];
    }

    public void Delete(string name)
    {
        Change();
        Disk.Remove(name);
    }

    public void Sync()
    {
    }

    public void Dispose()
    {
    }

    private void Change()
    {
        if (Changes++ >= ChangesLeft)
        {
            throw new KilledException();
        }
    }
}

/// <summary>The process ends here.</summary>
internal sealed class KilledException : Exception;
