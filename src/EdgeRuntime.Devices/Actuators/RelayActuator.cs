using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Switches a relay on a GPIO line while any class it hears of is present, with respect for what it switches: <c>minOnMs</c> and
/// <c>minOffMs</c> are the least times in a state, <c>pulseMs</c> ends the on state by itself (once for each time that a class came).
/// <c>safeState</c>, off or on, is taken at once, whatever these times say. Also: those of <see cref="OutputLineSettings"/> and
/// <c>activeLow</c>.
/// </summary>
internal sealed class RelayActuator : IActuator
{
    private readonly OutputLineKeeper _line;
    private readonly RelayTimes _times;
    private readonly MonotonicClock _clock;
    private readonly bool[] _present;
    private bool _isOn;
    private bool _wanted;
    private bool _isSafe = true;
    private long _sinceNs = long.MinValue;
    private long _pulseEndNs = long.MinValue;

    /// <param name="line">The relay's; owned.</param>
    /// <param name="times">What it respects.</param>
    /// <param name="clock">Time.</param>
    /// <param name="classCount">Classes of the model.</param>
    public RelayActuator(OutputLineKeeper line, RelayTimes times, MonotonicClock clock, int classCount)
    {
        (_line, _times, _clock, _present) = (line, times, clock, new bool[classCount]);
        (_isOn, _wanted) = (times.IsOnWhenSafe, times.IsOnWhenSafe);
    }

    public DeviceHealth Health => _line.Health;

    /// <summary>When it wants to switch by itself.</summary>
    public long NextDueNs => _wanted != _isOn ? EarliestNs : IsPulsing ? _pulseEndNs : long.MaxValue;

    private bool IsHigh => _isOn != _times.ActiveLow;

    private bool IsPulsing => _pulseEndNs != long.MinValue;

    /// <summary>When the state that it is in may end.</summary>
    private long EarliestNs => _sinceNs == long.MinValue ? 0 : _sinceNs + (_isOn ? _times.MinOnNs : _times.MinOffNs);

    public static IActuator Create(ConfigNode settings, DeviceContext context)
    {
        var times = new RelayTimes(
            settings.Flag("activeLow", false),
            settings.Choice("safeState", ["off", "on"], "off") == "on",
            Nanoseconds("minOnMs"),
            Nanoseconds("minOffMs"),
            Nanoseconds("pulseMs"));
        if (times.PulseNs > 0 && times.PulseNs < times.MinOnNs)
        {
            settings.Refuse("pulseMs", "less than minOnMs", "minOnMs or more, or 0 for no pulse");
        }

        return new RelayActuator(OutputLineSettings.Read(settings, context), times, context.Clock, context.Labels.Count);

        long Nanoseconds(string name) => (long)(settings.Number(name, 0, 86_400_000, 0) * 1e6);
    }

    public void Maintain(long nowNs)
    {
        _line.Maintain(nowNs, IsHigh);
        Settle(nowNs);
    }

    public void Act(in Decision decision)
    {
        var nowNs = _clock.NowNs;
        var came = decision.IsActive && !_present[decision.ClassIndex];
        _present[decision.ClassIndex] = decision.IsActive;
        _isSafe = false;
        if (came && _times.PulseNs > 0)
        {
            // A class that comes during a pulse makes it longer.
            _pulseEndNs = Math.Max(nowNs, _isOn ? nowNs : EarliestNs) + _times.PulseNs;
        }

        Settle(nowNs);
    }

    public void MakeSafe()
    {
        Array.Clear(_present);
        (_isSafe, _pulseEndNs, _wanted) = (true, long.MinValue, _times.IsOnWhenSafe);
        Switch(_wanted, _clock.NowNs);
    }

    public void Dispose()
    {
        MakeSafe();
        _line.Dispose();
    }

    private void Settle(long nowNs)
    {
        if (IsPulsing && nowNs >= _pulseEndNs)
        {
            _pulseEndNs = long.MinValue;
        }

        _wanted = _isSafe ? _times.IsOnWhenSafe : _times.PulseNs > 0 ? IsPulsing : Array.IndexOf(_present, true) >= 0;
        if (_wanted != _isOn && nowNs >= EarliestNs)
        {
            Switch(_wanted, nowNs);
        }
    }

    private void Switch(bool isOn, long nowNs)
    {
        if (isOn != _isOn)
        {
            (_isOn, _sinceNs) = (isOn, nowNs);
        }

        _line.Write(IsHigh);
    }
}

/// <summary>How a relay may be switched.</summary>
/// <param name="ActiveLow">Whether low is on.</param>
/// <param name="IsOnWhenSafe">Whether it is on while nothing is known.</param>
/// <param name="MinOnNs">Least time on.</param>
/// <param name="MinOffNs">Least time off.</param>
/// <param name="PulseNs">Time on for each class that comes; 0 for as long as it is present.</param>
internal sealed record RelayTimes(bool ActiveLow, bool IsOnWhenSafe, long MinOnNs, long MinOffNs, long PulseNs);
