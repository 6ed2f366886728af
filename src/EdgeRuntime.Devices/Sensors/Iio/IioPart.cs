using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>
/// An IIO device read value by value through sysfs: <c>in_CHANNEL_input</c>, or <c>in_CHANNEL_raw</c> with offset and scale. Its files stay
/// open and nothing is allocated per reading.
/// </summary>
/// <param name="find">Finds the device.</param>
/// <param name="channels">Names as in the files: <c>temp</c>, <c>voltage0</c>, <c>accel_x</c>.</param>
/// <param name="unit">What the ABI's unit is to be multiplied by.</param>
/// <param name="attempts">How often a value is asked for before that counts as a fault: sensors on one wire often fail.</param>
/// <param name="longestReadNs">Longest time that the driver takes for one value.</param>
internal sealed unsafe class IioPart(Func<IioDevice> find, IReadOnlyList<string> channels, double unit, int attempts, long longestReadNs) : IPolledPart
{
    private const int LongestText = 64, RetryPauseMs = 20;

    private readonly int[] _descriptors = [.. channels.Select(_ => -1)];
    private readonly IioScale[] _scales = new IioScale[channels.Count];

    public int Channels => channels.Count;

    public long LongestCallNs => 150_000_000 + (longestReadNs * attempts * channels.Count * 2);

    public void Open()
    {
        var device = find();
        for (var c = 0; c < channels.Count; c++)
        {
            var isInput = device.Has($"in_{channels[c]}_input");
            var path = device.PathOf($"in_{channels[c]}_{(isInput ? "input" : "raw")}");
            _scales[c] = isInput ? IioScale.None : IioScale.Of(device, channels[c]);
            _scales[c] = _scales[c] with { Factor = _scales[c].Factor * unit };
            _descriptors[c] = KernelCalls.Open(path, KernelCalls.ReadOnly | KernelCalls.CloseOnExec);
            if (_descriptors[c] < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                var there = device.Names("", "in_", "_raw").Concat(device.Names("", "in_", "_input")).Distinct();
                throw KernelError.Of(error, path, "the group of iio devices", $"the device has {string.Join(", ", there)}");
            }

            _ = Value(c);
        }
    }

    public void Read(Span<float> frame)
    {
        for (var c = 0; c < frame.Length; c++)
        {
            frame[c] = Value(c);
        }
    }

    public void Close()
    {
        foreach (ref var descriptor in _descriptors.AsSpan())
        {
            if (descriptor >= 0)
            {
                _ = KernelCalls.Close(descriptor);
            }

            descriptor = -1;
        }
    }

    private float Value(int channel)
    {
        var text = stackalloc byte[LongestText];
        for (var attempt = 1; ; attempt++)
        {
            var length = KernelCalls.ReadAt(_descriptors[channel], text, LongestText, 0);
            if (length > 0 && Utf8Parser.TryParse(new ReadOnlySpan<byte>(text, (int)length), out double value, out _))
            {
                return _scales[channel].Apply(value);
            }

            if (attempt >= attempts)
            {
                var error = length < 0 ? Marshal.GetLastPInvokeErrorMessage() : "it holds no number";
                throw new IOException($"in_{channels[channel]}: {error}{(attempts > 1 ? $", {attempts} times in a row" : "")}");
            }

            Thread.Sleep(RetryPauseMs);
        }
    }
}
