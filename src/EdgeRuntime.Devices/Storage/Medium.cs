namespace EdgeRuntime.Devices;

/// <summary>
/// The few steps that durable files are made of, each one call to the system. What lies between a step and the flush behind it may be lost
/// with the power; tests take the place of the medium to lose it.
/// </summary>
public class Medium
{
    /// <summary>The system's own.</summary>
    public static Medium System { get; } = new();

    /// <summary>Makes or empties a file and writes it; nothing is on the medium yet.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public virtual void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(bytes);
    }

    /// <summary>Puts a file's content on the medium; fsync(2).</summary>
    /// <exception cref="IOException">The medium refuses it.</exception>
    public virtual void Flush(string path)
    {
        // Whichever descriptor asks, all of the file that was written is flushed.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }

    public virtual byte[] Read(string path) => File.ReadAllBytes(path);

    /// <summary>Moves a file into the place of another one, in one step; rename(2).</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public virtual void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Puts a folder's names on the medium. .NET flushes files but no folders; a new name is durable only when its folder is.</summary>
    /// <exception cref="IOException">The medium refuses it.</exception>
    public virtual void FlushFolder(string folder)
    {
        var descriptor = KernelCalls.Open(folder, KernelCalls.DirectoryOnly | KernelCalls.CloseOnExec);
        var failed = descriptor < 0 || KernelCalls.Sync(descriptor) < 0;
        if (descriptor >= 0)
        {
            _ = KernelCalls.Close(descriptor);
        }

        if (failed)
        {
            throw new IOException($"the folder '{folder}' cannot be flushed to its medium");
        }
    }
}
