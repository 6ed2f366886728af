using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Holds a GPIO line (or a relay on it) active while any class it hears of is present. The wanted level is kept through faults and written
/// when the line is back; the safe state is inactive. Settings: <c>pin</c> (a number) or <c>line</c> (a name), <c>chip</c> (a label, name or
/// path), <c>activeLow</c>, and <c>through</c>: the kernel's character device, or the System.Device.Gpio library.
/// </summary>
public sealed class GpioOutputActuator : IActuator
{
    private readonly Func<bool, IOutputLine> _open;
    private readonly bool _activeLow;
    private readonly bool[] _present;
    private readonly MonotonicClock _clock;
    private IOutputLine? _line;

    /// <param name="name">Of the line, for the log.</param>
    /// <param name="open">Takes the line at this level; called when it is first needed and after every fault.</param>
    /// <param name="activeLow">Whether low is the active level.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public GpioOutputActuator(string name, Func<bool, IOutputLine> open, bool activeLow, DeviceContext context)
    {
        (_open, _activeLow, _clock) = (open, activeLow, context.Clock);
        _present = new bool[context.Labels.Count];
        Health = context.HealthOf(name);
    }

    public DeviceHealth Health { get; }

    private bool IsHigh => Array.IndexOf(_present, true) >= 0 != _activeLow;

    public static IActuator Create(ConfigNode settings, DeviceContext context)
    {
        var activeLow = settings.Flag("activeLow", false);
        if (settings.Choice("through", ["kernel", "library"], "kernel") == "library")
        {
            var pin = settings.Integer("pin", 0, 1023);
            return new GpioOutputActuator(
                $"gpio{pin}", isHigh => new LibraryOutputLine(context.OpenGpio(), pin, isHigh), activeLow, context);
        }

        var chip = settings.Has("chip") ? settings.Text("chip") : "";
        var line = settings.Has("line") ? settings.Text("line") : $"{settings.Integer("pin", 0, 1023)}";
        return new GpioOutputActuator(
            $"gpio {line}", isHigh => KernelOutputLine.Open(chip, line, isHigh, context.Pipeline), activeLow, context);
    }

    public void Maintain(long nowNs)
    {
        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        try
        {
            Close();
            _line = _open(IsHigh);
            Health.Opened();
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
        }
    }

    public void Act(in Decision decision)
    {
        _present[decision.ClassIndex] = decision.IsActive;
        Write();
    }

    public void MakeSafe()
    {
        Array.Clear(_present);
        Write();
    }

    public void Dispose()
    {
        MakeSafe();
        Close();
    }

    private void Write()
    {
        if (!Health.IsReady)
        {
            return;
        }

        try
        {
            _line?.Write(IsHigh);
        }
        catch (Exception e)
        {
            Health.Failed(_clock.NowNs, e.Message);
        }
    }

    private void Close()
    {
        try
        {
            _line?.Dispose();
        }
        catch (Exception e)
        {
            // The line is given up either way; what matters is that the next attempt can start.
            Health.Failed(_clock.NowNs, e.Message);
        }

        _line = null;
    }
}
