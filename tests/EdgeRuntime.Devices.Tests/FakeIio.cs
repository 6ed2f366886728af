using System.Diagnostics;

namespace EdgeRuntime.Devices.Tests;

/// <summary>An IIO device as a tree of files, and a pipe in place of its node in /dev.</summary>
internal sealed class FakeIio : IDisposable
{
    private readonly string _folder;
    private readonly string _node;
    private readonly bool _ownsRoot;
    private FileStream? _pipe;

    public FakeIio(string name, int number = 0, string? root = null)
    {
        _ownsRoot = root is null;
        Root = root ?? Directory.CreateTempSubdirectory("iio").FullName;
        _folder = Path.Combine(Root, "sys/bus/iio/devices", $"iio:device{number}");
        _node = Path.Combine(Root, "dev", $"iio:device{number}");
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(Path.GetDirectoryName(_node)!);
        this["name"] = name;
    }

    public string Root { get; }

    public string this[string attribute]
    {
        get => File.ReadAllText(Path.Combine(_folder, attribute)).Trim();
        set
        {
            var path = Path.Combine(_folder, attribute);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, value + "\n");
        }
    }

    public void Remove(string attribute) => File.Delete(Path.Combine(_folder, attribute));

    /// <summary>Unplugs it.</summary>
    public void Remove()
    {
        _pipe?.Dispose();
        Directory.Delete(_folder, recursive: true);
        File.Delete(_node);
    }

    /// <summary>A channel of the buffer.</summary>
    public void AddElement(string channel, int index, string type, bool isEnabled = false)
    {
        this[$"scan_elements/in_{channel}_en"] = isEnabled ? "1" : "0";
        this[$"scan_elements/in_{channel}_index"] = $"{index}";
        this[$"scan_elements/in_{channel}_type"] = type;
    }

    public void AddBuffer()
    {
        this["buffer/enable"] = "0";
        this["buffer/length"] = "2";
        this["buffer/watermark"] = "1";
        this["trigger/current_trigger"] = "";
        Process.Start("mkfifo", [_node]).WaitForExit();
    }

    /// <summary>Hands out records; the reader has to be there already.</summary>
    public void Write(params byte[] bytes)
    {
        _pipe ??= new FileStream(_node, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _pipe.Write(bytes);
    }

    public void Dispose()
    {
        _pipe?.Dispose();
        if (_ownsRoot)
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
