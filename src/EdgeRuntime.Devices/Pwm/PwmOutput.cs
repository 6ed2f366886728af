using System.Buffers.Text;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace EdgeRuntime.Devices;

/// <summary>
/// A PWM channel of the kernel (Documentation/driver-api/pwm.rst: /sys/class/pwm/pwmchipN). Setting the duty allocates nothing, which
/// System.Device.Pwm's text writer does.
/// </summary>
internal sealed class PwmOutput : IDisposable
{
    private readonly SafeFileHandle _duty;
    private readonly string _folder;
    private readonly long _periodNs;

    private long _highNs;

    private PwmOutput(SafeFileHandle duty, string folder, long periodNs) => (_duty, _folder, _periodNs) = (duty, folder, periodNs);

    /// <param name="root">/sys/class/pwm.</param>
    /// <param name="chip">Number of the chip.</param>
    /// <param name="channel">Number of the channel.</param>
    /// <param name="periodNs">From one edge to the next of its kind.</param>
    /// <param name="duty">0 to 1, to begin with.</param>
    /// <exception cref="IOException">There is no such channel, or the kernel refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not this user's, or not yet: a new channel is root's until udev gave it to its group.</exception>
    public static PwmOutput Open(string root, int chip, int channel, long periodNs, double duty)
    {
        var chipFolder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"pwmchip{chip}"));
        var folder = Path.Combine(chipFolder, string.Create(CultureInfo.InvariantCulture, $"pwm{channel}"));
        if (!Directory.Exists(chipFolder))
        {
            throw new IOException($"there is no '{chipFolder}': enable PWM in the board's configuration (Raspberry Pi: dtoverlay=pwm)");
        }

        if (!Directory.Exists(folder))
        {
            Write(Path.Combine(chipFolder, "export"), channel);
        }

        // The duty may never be longer than the period, at no moment in between; and the kernel takes none while there is no period.
        var period = Path.Combine(folder, "period");
        if (File.ReadAllText(period).AsSpan().Trim() is not "0")
        {
            Write(Path.Combine(folder, "duty_cycle"), 0);
        }

        Write(period, periodNs);
        var output = new PwmOutput(File.OpenHandle(Path.Combine(folder, "duty_cycle"), FileMode.Open, FileAccess.Write), folder, periodNs);
        output.Write(duty);
        Write(Path.Combine(folder, "enable"), 1);
        return output;
    }

    /// <param name="duty">0 to 1.</param>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public void Write(double duty)
    {
        Span<byte> text = stackalloc byte[24];
        _highNs = (long)Math.Round(_periodNs * duty);
        _ = Utf8Formatter.TryFormat(_highNs, text, out var length);
        text[length] = (byte)'\n';
        RandomAccess.Write(_duty, text[..(length + 1)], 0);
    }

    /// <summary>Gives the channel back. A duty that is not 0 goes on: it is somebody's safe state.</summary>
    public void Dispose()
    {
        _duty.Dispose();
        if (_highNs == 0)
        {
            Write(Path.Combine(_folder, "enable"), 0);
        }
    }

    private static void Write(string file, long number) => File.WriteAllText(file, number.ToString(CultureInfo.InvariantCulture));
}
