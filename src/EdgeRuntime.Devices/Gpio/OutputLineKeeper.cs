using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>An output line that is taken again after a fault, at the level that is wanted then. Throws nothing.</summary>
/// <param name="open">Takes the line at this level (true: high).</param>
/// <param name="clock">Gives the time of a fault.</param>
/// <param name="health">State of the device that the line belongs to.</param>
internal sealed class OutputLineKeeper(Func<bool, IOutputLine> open, MonotonicClock clock, DeviceHealth health) : IDisposable
{
    private IOutputLine? _line;

    public DeviceHealth Health { get; } = health;

    /// <summary>Takes the line when it is time to.</summary>
    public void Maintain(long nowNs, bool isHigh)
    {
        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        try
        {
            Dispose();
            _line = open(isHigh);
            Health.Opened();
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
        }
    }

    /// <summary>Sets the level; without a line, the next <see cref="Maintain"/> does.</summary>
    public void Write(bool isHigh)
    {
        if (!Health.IsReady)
        {
            return;
        }

        try
        {
            _line?.Write(isHigh);
        }
        catch (Exception e)
        {
            Health.Failed(clock.NowNs, e.Message);
        }
    }

    public void Dispose()
    {
        try
        {
            _line?.Dispose();
        }
        catch (Exception e)
        {
            // The line is given up either way; what matters is that the next attempt can start.
            Health.Failed(clock.NowNs, e.Message);
        }

        _line = null;
    }
}
