using EdgeRuntime.Devices;

namespace EdgeRuntime.Host.Tests;

/// <summary>The power went.</summary>
public sealed class PowerCutException : Exception;

/// <summary>
/// A medium whose power goes before a chosen step. Keeps two things apart: what programs see, in a real folder, and what is there when the
/// power is back, of which there are several kinds (after Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014).
/// </summary>
/// <param name="stepsToLive">Steps that still happen.</param>
public sealed class CrashingMedium(int stepsToLive = int.MaxValue) : Medium
{
    private readonly Dictionary<string, Content> _names = [];
    private Dictionary<string, Content> _flushedNames = [];

    public int Steps { get; private set; }

    /// <summary>Takes what lies in a folder as flushed long ago.</summary>
    public CrashingMedium Begin(string folder)
    {
        foreach (var path in Directory.GetFiles(folder))
        {
            var bytes = File.ReadAllBytes(path);
            _names[path] = new Content { Seen = bytes, Flushed = bytes };
        }

        _flushedNames = new Dictionary<string, Content>(_names);
        return this;
    }

    public override void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Step();
        base.Write(path, bytes);
        var content = _names.TryGetValue(path, out var old) ? old : _names[path] = new Content();
        (content.Seen, content.Flushed) = (bytes.ToArray(), []);
    }

    public override void Flush(string path)
    {
        Step();
        base.Flush(path);
        _names[path].Flushed = _names[path].Seen;
    }

    public override byte[] Read(string path)
    {
        Step();
        return base.Read(path);
    }

    public override void Replace(string from, string to)
    {
        Step();
        base.Replace(from, to);
        _names.Remove(from, out var content);
        _names[to] = content!;
    }

    public override void Delete(string path)
    {
        // Whoever would clean up behind a failure is gone, too.
        if (Steps < stepsToLive)
        {
            Step();
            base.Delete(path);
            _ = _names.Remove(path);
        }
    }

    public override void FlushFolder(string folder)
    {
        Step();
        base.FlushFolder(folder);
        _flushedNames = new Dictionary<string, Content>(_names);
    }

    /// <summary>Leaves in the folder what is there when the power is back.</summary>
    public void Restore(string folder, PowerCut cut)
    {
        Array.ForEach(Directory.GetFiles(folder), File.Delete);
        foreach (var (path, content) in cut.AreNamesLost ? _flushedNames : _names)
        {
            File.WriteAllBytes(path, ReferenceEquals(content.Seen, content.Flushed) ? content.Seen : cut.Remains(content.Seen));
        }
    }

    private void Step()
    {
        if (Steps >= stepsToLive)
        {
            throw new PowerCutException();
        }

        Steps++;
    }

    /// <summary>Of a file, whatever its name is.</summary>
    private sealed class Content
    {
        public byte[] Seen { get; set; } = [];

        public byte[] Flushed { get; set; } = [];
    }
}
