using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Holds a GPIO line active while any class it hears of is present. The wanted level is kept through faults and written when the line is
/// back; the safe state is inactive.
/// </summary>
public sealed class GpioOutputActuator : IActuator
{
    private readonly int _pin;
    private readonly bool _activeLow;
    private readonly bool[] _present;
    private readonly DeviceContext _context;
    private GpioController? _gpio;

    public GpioOutputActuator(int pin, bool activeLow, DeviceContext context)
    {
        (_pin, _activeLow, _context) = (pin, activeLow, context);
        _present = new bool[context.Labels.Count];
        Health = context.HealthOf($"gpio{pin}");
    }

    public DeviceHealth Health { get; }

    private PinValue Level => Array.IndexOf(_present, true) >= 0 != _activeLow ? PinValue.High : PinValue.Low;

    public static IActuator Create(ConfigNode settings, DeviceContext context) =>
        new GpioOutputActuator(settings.Integer("pin", 0, 1023), settings.Flag("activeLow", false), context);

    public void Maintain(long nowNs)
    {
        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        try
        {
            Close();
            _gpio = _context.OpenGpio();
            _gpio.OpenPin(_pin, PinMode.Output, Level);
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
            _gpio?.Write(_pin, Level);
        }
        catch (Exception e)
        {
            Health.Failed(_context.Clock.NowNs, e.Message);
        }
    }

    private void Close()
    {
        try
        {
            _gpio?.Dispose();
        }
        catch (Exception e)
        {
            // The line is given up either way; what matters is that the next attempt can start.
            Health.Failed(_context.Clock.NowNs, e.Message);
        }

        _gpio = null;
    }
}
