namespace EdgeRuntime.Devices;

/// <summary>
/// The records of an IIO buffer: enabled elements in the order of their index, each at its own alignment, the whole at the largest one.
/// </summary>
internal sealed class IioRecord
{
    private const string Folder = "scan_elements", Timestamp = "timestamp";

    private readonly (IioElement Element, int Offset, int Channel)[] _places; // in the order of the record
    private readonly IioScale[] _scales; // (channels)

    private IioRecord((IioElement Element, int Offset, int Channel)[] places, IioScale[] scales, int sizeBytes) =>
        (_places, _scales, SizeBytes) = (places, scales, sizeBytes);

    public int SizeBytes { get; }

    /// <summary>Whether records say when they were taken.</summary>
    public bool HasTimestamp => _places[^1].Channel < 0;

    /// <summary>Enables the channels, and the time stamp where there is one, and nothing else.</summary>
    /// <exception cref="IOException">There is no such channel, or the driver refuses.</exception>
    public static IioRecord Enable(IioDevice device, IReadOnlyList<string> channels)
    {
        var there = device.Names(Folder, "in_", "_en").ToList();
        foreach (var missing in channels.Except(there))
        {
            throw new IOException($"the buffer has no channel '{missing}': it has {string.Join(", ", there)}");
        }

        foreach (var name in there)
        {
            device.Set($"{Folder}/in_{name}_en", channels.Contains(name) || name == Timestamp ? "1" : "0");
        }

        var enabled = there.Where(n => channels.Contains(n) || n == Timestamp)
            .OrderBy(n => device.Number($"{Folder}/in_{n}_index")).ToList();
        var (places, end, widest) = (new List<(IioElement, int, int)>(), 0, 1);
        foreach (var name in enabled)
        {
            var element = IioElement.Parse(device.Text($"{Folder}/in_{name}_type"));
            var offset = Align(end, element.SizeBytes);
            places.Add((element, offset, name == Timestamp ? -1 : IndexOf(channels, name)));
            (end, widest) = (offset + element.SizeBytes, Math.Max(widest, element.SizeBytes));
        }

        return new IioRecord([.. places], [.. channels.Select(c => IioScale.Of(device, c))], Align(end, widest));
    }

    /// <param name="record"><see cref="SizeBytes"/> bytes.</param>
    /// <param name="frame">(channels).</param>
    /// <returns>When it was taken, nanoseconds of the device's clock; 0 where it does not say.</returns>
    public long Decode(ReadOnlySpan<byte> record, Span<float> frame)
    {
        var timestampNs = 0L;
        foreach (var (element, offset, channel) in _places)
        {
            var raw = element.Raw(record[offset..]);
            if (channel < 0)
            {
                timestampNs = raw;
            }
            else
            {
                frame[channel] = _scales[channel].Apply(raw);
            }
        }

        return timestampNs;
    }

    private static int Align(int offset, int size) => (offset + size - 1) / size * size;

    private static int IndexOf(IReadOnlyList<string> channels, string name)
    {
        for (var i = 0; i < channels.Count; i++)
        {
            if (channels[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
