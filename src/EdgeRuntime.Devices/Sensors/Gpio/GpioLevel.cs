using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The level of a GPIO line, 1 or 0, sampled: what a motion detector (HC-SR501), a reed contact or a float switch says. Settings:
/// <c>pin</c> or <c>line</c>, <c>chip</c>, <c>pull</c>, <c>activeLow</c>, <c>through</c> as for the trigger, and <c>sampleRateHz</c>.
/// </summary>
/// <param name="activeLow">Whether a low line is 1.</param>
/// <param name="open">Takes the line.</param>
public sealed class GpioLevel(bool activeLow, Func<IInputLine> open) : IPolledPart
{
    private const int MaxRateHz = 10_000;

    private IInputLine? _line;

    public int Channels => 1;

    public static ISensor Create(ConfigNode settings, DeviceContext context)
    {
        var (pull, activeLow) = (LinePull.Read(settings), settings.Flag("activeLow", false));
        var rateHz = settings.Number("sampleRateHz", 0.001, MaxRateHz);
        if (settings.Choice("through", ["kernel", "library"], "kernel") == "library")
        {
            var pin = settings.Integer("pin", 0, 1023);
            return Sensor($"{pin}", () => new LibraryInputLine(context.OpenGpio(), pin, pull.Mode));
        }

        var chip = settings.Has("chip") ? settings.Text("chip") : "";
        var line = settings.Has("line") ? settings.Text("line") : $"{settings.Integer("pin", 0, 1023)}";
        return Sensor(line, () => KernelInputLine.Open(chip, line, pull.Flag, context.Pipeline));

        PolledSensor Sensor(string name, Func<IInputLine> open) => new(new GpioLevel(activeLow, open), rateHz, $"gpio {name}", context);
    }

    public void Open() => _line = open();

    public void Read(Span<float> frame) => frame[0] = _line!.Read() != activeLow ? 1 : 0;

    public void Close()
    {
        _line?.Dispose();
        _line = null;
    }
}
