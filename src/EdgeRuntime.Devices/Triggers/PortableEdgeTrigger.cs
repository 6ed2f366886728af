using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Fires on an edge of a GPIO line, through System.Device.Gpio. Edges closer together than the debounce time count as one; edges that
/// come while one still waits to be taken are counted in <see cref="OverrunCount"/>.
/// </summary>
public sealed class PortableEdgeTrigger : ITrigger
{
    private const long Nothing = long.MinValue;

    private readonly GpioEdge _line;
    private readonly DeviceContext _context;
    private readonly FiringSlot _slot;
    private GpioController? _gpio;
    private long _lastEdgeNs = Nothing;

    public PortableEdgeTrigger(GpioEdge line, DeviceContext context)
    {
        (_line, _context) = (line, context);
        _slot = new FiringSlot(context.Overrun == OverrunPolicy.SkipOldest);
        Health = context.HealthOf($"gpio{line.Pin}");
    }

    public DeviceHealth Health { get; }

    public int FramesToNext => int.MaxValue;

    public long NextDueNs => long.MaxValue;

    /// <summary>Edges that found an earlier one not yet taken.</summary>
    public long OverrunCount => _slot.OverrunCount;

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
            _gpio.OpenPin(_line.Pin, _line.Mode);
            _gpio.RegisterCallbackForPinValueChangedEvent(_line.Pin, _line.Edges, OnEdge);
            Health.Opened();
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
        }
    }

    public void Advance(int frames)
    {
    }

    public void Restart()
    {
    }

    public bool TryTake(long nowNs, out long firedAtNs) => _slot.TryTake(out firedAtNs);

    public void Dispose() => Close();

    private void OnEdge(object sender, PinValueChangedEventArgs edge)
    {
        var nowNs = _context.Clock.NowNs;
        var previousNs = Interlocked.Exchange(ref _lastEdgeNs, nowNs);
        if (previousNs != Nothing && nowNs - previousNs < _line.DebounceMs * 1e6)
        {
            return;
        }

        _slot.Fire(nowNs);
        _context.Wake.Set();
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

/// <summary>One GPIO line to watch.</summary>
/// <param name="Pin">Number of the line on the board's GPIO chip.</param>
/// <param name="Edges">Which edges count.</param>
/// <param name="Mode">Input, with or without pull resistor.</param>
/// <param name="DebounceMs">Edges closer than this to the one before do not count.</param>
public sealed record GpioEdge(int Pin, PinEventTypes Edges, PinMode Mode, double DebounceMs);
