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
        var request = RequestOf(offset, GpioUapi.Input | flags, consumer);
        request.EventBufferSize = EventBufferSize;
        if (debounceUs > 0)
        {
            Add(ref request, new GpioUapi.LineAttribute { Id = GpioUapi.DebounceAttribute, Value = debounceUs });
        }

        return Take(ref request);
    }

    /// <summary>Takes a line as an input, and gives the descriptor to read its level from.</summary>
    /// <param name="offset">Number of the line.</param>
    /// <param name="flags">Bias.</param>
    /// <param name="consumer">Name that <c>gpioinfo</c> shows.</param>
    /// <exception cref="GpioException">The line is held by another program, or cannot do this.</exception>
    public int RequestInput(int offset, ulong flags, string consumer)
    {
        var request = RequestOf(offset, GpioUapi.Input | flags, consumer);
        return Take(ref request);
    }

    /// <summary>Takes a line as an output, and gives the descriptor to set it through.</summary>
    /// <param name="offset">Number of the line.</param>
    /// <param name="isHigh">Its level from the first moment on.</param>
    /// <param name="consumer">Name that <c>gpioinfo</c> shows.</param>
    /// <exception cref="GpioException">The line is held by another program, or cannot do this.</exception>
    public int RequestOutput(int offset, bool isHigh, string consumer)
    {
        var request = RequestOf(offset, GpioUapi.Output, consumer);
        Add(ref request, new GpioUapi.LineAttribute { Id = GpioUapi.OutputValuesAttribute, Value = isHigh ? 1UL : 0 });
        return Take(ref request);
    }

    public void Dispose() => _ = KernelCalls.Close(_descriptor);

    private static GpioUapi.LineRequest RequestOf(int offset, ulong flags, string consumer)
    {
        GpioUapi.LineRequest request = default;
        request.Offsets[0] = (uint)offset;
        request.LineCount = 1;
        request.Config.Flags = flags;
        Encoding.UTF8.GetBytes(consumer.AsSpan(0, Math.Min(consumer.Length, 15)), request.Consumer);
        return request;
    }

    private static void Add(ref GpioUapi.LineRequest request, GpioUapi.LineAttribute attribute)
    {
        request.Config.Attributes[(int)request.Config.AttributeCount] = new GpioUapi.ConfigAttribute { Attribute = attribute, Mask = 1 };
        request.Config.AttributeCount++;
    }

    private int Take(ref GpioUapi.LineRequest request)
    {
        fixed (GpioUapi.LineRequest* taken = &request)
        {
            if (KernelCalls.Control(_descriptor, GpioUapi.GetLine, taken) >= 0)
            {
                return request.Descriptor;
            }
        }

        var offset = (int)request.Offsets[0];
        var refused = GpioException.FromLastError($"{_path} line {offset}");
        var info = InfoOf(offset);
        throw (info.Flags & GpioUapi.Used) != 0 ? new GpioException($"{refused.Message}: held by '{TextOf(info.Consumer)}'") : refused;
    }

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
