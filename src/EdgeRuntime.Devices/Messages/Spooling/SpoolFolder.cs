using Microsoft.Win32.SafeHandles;

namespace EdgeRuntime.Devices;

/// <summary>The files of a spool in a folder of their own.</summary>
internal sealed class SpoolFolder(string folder) : ISpoolFiles
{
    private const string LockName = "lock";
    private const int MostOpenFiles = 8;

    private readonly Dictionary<string, SafeFileHandle> _open = [];
    private SafeFileHandle? _lock;

    public void Open() => Guarded(() =>
    {
        Directory.CreateDirectory(folder);
        _lock ??= File.OpenHandle(PathOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    });

    public IReadOnlyList<string> Names() =>
        Guarded(() => Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Where(name => name != LockName).ToArray());

    public long LengthOf(string name) => Guarded(() => new FileInfo(PathOf(name)).Length);

    public byte[] Read(string name) => Guarded(() =>
    {
        if (!File.Exists(PathOf(name)))
        {
            return [];
        }

        var handle = HandleOf(name);
        var bytes = new byte[RandomAccess.GetLength(handle)];
        var read = 0;
        for (int now; (now = RandomAccess.Read(handle, bytes.AsSpan(read), read)) > 0;)
        {
            read += now;
        }

        return bytes[..read];
    });

    public void Write(string name, long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(HandleOf(name), bytes, offset);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Refused(e);
        }
    }

    public void Truncate(string name, long length) => Guarded(() => RandomAccess.SetLength(HandleOf(name), length));

    public void Delete(string name) => Guarded(() =>
    {
        if (_open.Remove(name, out var handle))
        {
            handle.Dispose();
        }

        File.Delete(PathOf(name));
    });

    public void Sync() => Guarded(() =>
    {
        foreach (var handle in _open.Values)
        {
            RandomAccess.FlushToDisk(handle);
        }

        Medium.System.FlushFolder(folder);
    });

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
        _lock = null;
    }

    private SafeFileHandle HandleOf(string name)
    {
        if (!_open.TryGetValue(name, out var handle))
        {
            if (_open.Count == MostOpenFiles)
            {
                Sync();
                Close();
            }

            handle = File.OpenHandle(PathOf(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            _open.Add(name, handle);
        }

        return handle;
    }

    private void Close()
    {
        foreach (var handle in _open.Values)
        {
            handle.Dispose();
        }

        _open.Clear();
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private void Guarded(Action work) => Guarded(() =>
    {
        work();
        return 0;
    });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException e)
        {
            throw Refused(e);
        }
    }

    private IOException Refused(UnauthorizedAccessException e) => new($"the spool '{folder}' may not be used: {e.Message}", e);
}
