namespace EdgeRuntime.Devices;

/// <summary>The node of a video device in /dev.</summary>
internal sealed unsafe class VideoNode : IVideoNode
{
    private const string WhereToLook = "is the camera plugged in? (v4l2-ctl --list-devices; ls /dev/video*)";

    /// <exception cref="IOException">It is not there, or may not be opened.</exception>
    public VideoNode(string path)
    {
        Descriptor = KernelCalls.Open(path, KernelCalls.ReadWrite | KernelCalls.NonBlocking | KernelCalls.CloseOnExec);
        if (Descriptor < 0)
        {
            throw KernelError.OfLastCall(path, "group video", WhereToLook);
        }
    }

    public int Descriptor { get; }

    /// <summary>Finds a node by its path, or by the name that the camera gives itself.</summary>
    /// <param name="root">Where the system's root is.</param>
    /// <param name="device">Path, or name; a camera with several nodes is meant by the first.</param>
    /// <exception cref="IOException">There is none such; says which there are.</exception>
    public static string Find(string root, string device)
    {
        if (device.StartsWith('/'))
        {
            return device;
        }

        var folder = Path.Combine(root, "sys/class/video4linux");
        string[] nodes = Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder, "video*").OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal)] : [];
        var found = nodes.FirstOrDefault(n => Path.GetFileName(n) == device || NameOf(n) == device);
        return found is not null ? Path.Combine(root, "dev", Path.GetFileName(found))
            : throw new IOException(nodes.Length == 0
                ? $"this machine has no camera: {WhereToLook}"
                : $"no camera is called '{device}': there is {string.Join(", ", nodes.Select(n => $"{Path.GetFileName(n)} = {NameOf(n)}"))}");
    }

    public int Control(nuint request, void* argument) => KernelCalls.Control(Descriptor, request, argument);

    public byte* Map(uint offset, uint lengthBytes)
    {
        var mapped = KernelCalls.Map(null, lengthBytes, KernelCalls.ReadPages, KernelCalls.SharedPages, Descriptor, (nint)offset);
        return mapped == KernelCalls.MapFailed ? null : (byte*)mapped;
    }

    public void Unmap(byte* buffer, uint lengthBytes) => _ = KernelCalls.Unmap(buffer, lengthBytes);

    public void Dispose() => _ = KernelCalls.Close(Descriptor);

    private static string NameOf(string node) => File.Exists(Path.Combine(node, "name")) ? File.ReadAllText(Path.Combine(node, "name")).Trim() : "";
}
