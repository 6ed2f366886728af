using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Holds a GPIO line active while any class it hears of is present. The wanted level is kept through faults and written when the line is
/// back; the safe state is inactive. Settings: those of <see cref="OutputLineSettings"/>, and <c>activeLow</c>.
/// </summary>
public sealed class GpioOutputActuator : IActuator
{
    private readonly OutputLineKeeper _line;
    private readonly bool _activeLow;
    private readonly bool[] _present;

    private GpioOutputActuator(OutputLineKeeper line, bool activeLow, int classCount) =>
        (_line, _activeLow, _present) = (line, activeLow, new bool[classCount]);

    public DeviceHealth Health => _line.Health;

    private bool IsHigh => Array.IndexOf(_present, true) >= 0 != _activeLow;

    public static IActuator Create(ConfigNode settings, DeviceContext context)
    {
        var activeLow = settings.Flag("activeLow", false);
        return new GpioOutputActuator(OutputLineSettings.Read(settings, context), activeLow, context.Labels.Count);
    }

    public void Maintain(long nowNs) => _line.Maintain(nowNs, IsHigh);

    public void Act(in Decision decision)
    {
        _present[decision.ClassIndex] = decision.IsActive;
        _line.Write(IsHigh);
    }

    public void MakeSafe()
    {
        Array.Clear(_present);
        _line.Write(IsHigh);
    }

    public void Dispose()
    {
        MakeSafe();
        _line.Dispose();
    }
}
