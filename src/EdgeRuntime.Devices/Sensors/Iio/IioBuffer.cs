namespace EdgeRuntime.Devices;

/// <summary>The settings of an IIO device's buffer.</summary>
/// <param name="Channels">Names as in <c>scan_elements</c>: <c>accel_x</c>, <c>voltage0</c>.</param>
/// <param name="SampleRateHz">Set at the device where it has <c>sampling_frequency</c>.</param>
/// <param name="Length">Records that the kernel keeps.</param>
/// <param name="Watermark">Records after which it wakes the reader.</param>
/// <param name="Trigger">Name of the trigger that starts every record; empty leaves what is set.</param>
internal sealed record IioBuffer(IReadOnlyList<string> Channels, double SampleRateHz, int Length, int Watermark, string Trigger)
{
    private const string Enable = "buffer/enable", Rate = "sampling_frequency", CurrentTrigger = "trigger/current_trigger";

    /// <summary>Sets the buffer up and starts it.</summary>
    /// <exception cref="IOException">The device cannot do this; says which attribute it is.</exception>
    public IioRecord Start(IioDevice device)
    {
        if (!device.Has(Enable))
        {
            throw new IOException($"{device.PathOf(Enable)} is missing: the device has no buffer; leave \"buffer\" out");
        }

        device.Set(Enable, "0");
        var record = IioRecord.Enable(device, Channels);
        if (Trigger.Length > 0)
        {
            device.Set(CurrentTrigger, Trigger);
        }

        if (device.Has(Rate) && Math.Abs(device.Number(Rate) - SampleRateHz) > 0.01 * SampleRateHz)
        {
            device.Set(Rate, FormattableString.Invariant($"{SampleRateHz}"));
            var taken = device.Number(Rate);
            if (Math.Abs(taken - SampleRateHz) > 0.01 * SampleRateHz)
            {
                var offered = device.Has(Rate + "_available") ? $"; it offers {device.Text(Rate + "_available")}" : "";
                throw new IOException(FormattableString.Invariant($"{device.PathOf(Rate)} became {taken} Hz instead of {SampleRateHz}{offered}"));
            }
        }

        device.Set("buffer/length", $"{Length}");
        if (device.Has("buffer/watermark"))
        {
            device.Set("buffer/watermark", $"{Watermark}");
        }

        device.Set(Enable, "1");
        return record;
    }

    /// <summary>Stops it, if that can be done.</summary>
    public static void Stop(IioDevice device)
    {
        try
        {
            device.Set(Enable, "0");
        }
        catch (IOException)
        {
            // The device is gone, which is why it is stopped.
        }
    }
}
