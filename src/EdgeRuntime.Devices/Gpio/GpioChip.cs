using System.Text;

namespace EdgeRuntime.Devices;

/// <summary>A GPIO chip of the kernel's character device.</summary>
internal sealed unsafe class GpioChip : IDisposable
{
    /// <summary>Edges that the kernel keeps while nobody reads; its own default is 16.</summary>
    public const int EventBufferSize = 1024;

    private readonly int _descriptor;
    private readonly string _path;

    /// <exception cref="GpioException">It cannot be opened, or is no GPIO chip.</exception>
    public GpioChip(string path)
    {
        _path = path;
        _descriptor = KernelCalls.Open(path, KernelCalls.ReadWrite | KernelCalls.CloseOnExec);
        if (_descriptor < 0)
        {
            throw GpioException.FromLastError(path);
        }

        GpioUapi.ChipInfo info = default;
        if (KernelCalls.Control(_descriptor, GpioUapi.GetChipInfo, &info) < 0)
        {
            var refused = GpioException.FromLastError($"{path} is no GPIO chip");
            Dispose();
            throw refused;
        }

        (Name, Label, LineCount) = (TextOf(info.Name), TextOf(info.Label), (int)info.Lines);
    }

    public string Name { get; }

    public string Label { get; }

    public int LineCount { get; }

    /// <summary>Number of a line, given by its name or by its number.</summary>
    /// <exception cref="GpioException">The chip has no such line.</exception>
    public int FindLine(string line)
    {
        if (int.TryParse(line, out var number) && number >= 0 && number < LineCount)
        {
            return number;
        }

        for (var offset = 0; offset < LineCount; offset++)
        {
            if (TextOf(InfoOf(offset).Name) == line)
            {
                return offset;
            }
        }

        throw new GpioException($"{_path} ({Label}) has no line '{line}': it has 0..{LineCount - 1} (see: gpioinfo)");
    }

    /// <summary>Takes a line as an input whose edges are reported, and gives the descriptor to read them from.</summary>
    /// <param name="offset">Number of the line.</param>
    /// <param name="flags">Edges and bias.</param>
    /// <param name="debounceUs">The kernel's own debounce period; 0 for none.</param>
    /// <param name="consumer">Name that <c>gpioinfo</c> shows.</param>
    /// <exception cref="GpioException">The line is held by another program, or cannot do this.</exception>
    public int RequestEdges(int offset, ulong flags, uint debounceUs, string consumer)
    {
        GpioUapi.LineRequest request = default;
        request.Offsets[0] = (uint)offset;
        request.LineCount = 1;
        request.EventBufferSize = EventBufferSize;
        request.Config.Flags = GpioUapi.Input | flags;
        Encoding.UTF8.GetBytes(consumer.AsSpan(0, Math.Min(consumer.Length, 15)), request.Consumer);
        if (debounceUs > 0)
        {
            request.Config.AttributeCount = 1;
            request.Config.Attributes[0].Mask = 1;
            request.Config.Attributes[0].Attribute = new GpioUapi.LineAttribute { Id = GpioUapi.DebounceAttribute, Value = debounceUs };
        }

        if (KernelCalls.Control(_descriptor, GpioUapi.GetLine, &request) >= 0)
        {
            return request.Descriptor;
        }

        var refused = GpioException.FromLastError($"{_path} line {offset}");
        var info = InfoOf(offset);
        throw (info.Flags & GpioUapi.Used) != 0 ? new GpioException($"{refused.Message}: held by '{TextOf(info.Consumer)}'") : refused;
    }

    public void Dispose() => _ = KernelCalls.Close(_descriptor);

    private GpioUapi.LineInfo InfoOf(int offset)
    {
        var info = new GpioUapi.LineInfo { Offset = (uint)offset };
        return KernelCalls.Control(_descriptor, GpioUapi.GetLineInfo, &info) >= 0 ? info : default;
    }

    private static string TextOf(in GpioUapi.Name name)
    {
        ReadOnlySpan<byte> bytes = name;
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
