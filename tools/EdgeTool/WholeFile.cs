namespace EdgeTool;

/// <summary>Writes files so that a reader sees the old one or the new one, never a part.</summary>
public static class WholeFile
{
    /// <summary>Replaces the file; makes its folder where there is none.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            File.WriteAllBytes(part, bytes);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
