namespace EdgeTool.Compiler;

/// <summary>Writes files that are there as a whole or not at all, whenever the writing process or the machine stops.</summary>
public static class WholeFile
{
    /// <summary>Replaces the file, once its bytes are on the disk; makes its folder where there is none.</summary>
    /// <exception cref="IOException">The disk is full, or the file is larger than it may be; what was there stays.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // What .NET makes of EFBIG.
            throw new IOException($"'{path}' with {bytes.Length:N0} bytes is larger than a file may be here: raise the limit (ulimit -f), or name a folder on another file system.", e);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
