namespace EdgeRuntime.Devices;

/// <summary>
/// Files that are whole whenever the power goes: written beside their place, flushed to the medium, read back, moved into place in one
/// step, and the folder flushed too. At every moment the name stands for the old content or for the new.
/// </summary>
public static class DurableFile
{
    private const string TemporaryEnding = ".new";

    /// <exception cref="IOException">It cannot be written, or the medium does not give back what was written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, Medium? medium = null)
    {
        medium ??= Medium.System;
        var temporary = path + TemporaryEnding;
        try
        {
            medium.Write(temporary, bytes);
            medium.Flush(temporary);
            if (!medium.Read(temporary).AsSpan().SequenceEqual(bytes))
            {
                throw new IOException($"'{temporary}' does not hold what was written to it: the medium is failing");
            }

            medium.Replace(temporary, path);
        }
        catch
        {
            medium.Delete(temporary);
            throw;
        }

        medium.FlushFolder(FolderOf(path));
    }

    /// <summary>Deletes a file so that it stays deleted.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public static void Delete(string path, Medium? medium = null)
    {
        medium ??= Medium.System;
        medium.Delete(path);
        medium.FlushFolder(FolderOf(path));
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
