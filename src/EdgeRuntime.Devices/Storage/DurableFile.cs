namespace EdgeRuntime.Devices;

/// <summary>
/// Files that are whole whenever the power goes: written beside their place, flushed to the medium, read back, moved into place in one
/// step, and the folder flushed too. At every moment the name stands for the old content or for the new.
/// </summary>
public static class DurableFile
{
    private const string TemporaryEnding = ".new";

    /// <exception cref="IOException">It cannot be written, or the medium does not give back what was written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = path + TemporaryEnding;
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            if (!File.ReadAllBytes(temporary).AsSpan().SequenceEqual(bytes))
            {
                throw new IOException($"'{temporary}' does not hold what was written to it: the medium is failing");
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncFolder(folder);
    }

    /// <summary>Deletes a file so that it stays deleted.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public static void Delete(string path)
    {
        File.Delete(path);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>.NET flushes files but no folders; a new name is durable only when its folder is.</summary>
    private static void SyncFolder(string folder)
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
