using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Sets the duty of a PWM channel while any class it hears of is present. Settings: <c>chip</c>, <c>channel</c>, <c>frequencyHz</c>,
/// <c>duty</c> while present, <c>idleDuty</c> otherwise and as safe state, and <c>fromScore</c>: between the two as the highest score of a
/// class that is present, of 0 to 1, says.
/// </summary>
internal sealed class PwmActuator : IActuator
{
    // A new channel is root's until udev gave it to its group: so long that is no fault, and asked for again so often.
    private const long LongestGivingNs = 2_000_000_000, GivingPauseNs = 10_000_000;

    private readonly Func<double, PwmOutput> _open;
    private readonly MonotonicClock _clock;
    private readonly double _duty;
    private readonly double _idleDuty;
    private readonly bool _fromScore;
    private readonly float[] _scores; // NaN while the class is not present
    private PwmOutput? _output;
    private long _closedSinceNs = long.MaxValue;

    private PwmActuator(Func<double, PwmOutput> open, double duty, double idleDuty, bool fromScore, string device, DeviceContext context)
    {
        (_open, _duty, _idleDuty, _fromScore, _clock) = (open, duty, idleDuty, fromScore, context.Clock);
        _scores = new float[context.Labels.Count];
        Array.Fill(_scores, float.NaN);
        Health = context.HealthOf(device);
    }

    public DeviceHealth Health { get; }

    public long NextDueNs { get; private set; } = long.MaxValue;

    private double Duty
    {
        get
        {
            var best = float.NaN;
            foreach (var score in _scores)
            {
                best = float.IsNaN(best) || score > best ? score : best;
            }

            return float.IsNaN(best) ? _idleDuty : _fromScore ? _idleDuty + ((_duty - _idleDuty) * Math.Clamp(best, 0, 1)) : _duty;
        }
    }

    public static IActuator Create(ConfigNode settings, DeviceContext context)
    {
        var chip = settings.Integer("chip", 0, 255, 0);
        var channel = settings.Integer("channel", 0, 255);
        var periodNs = (long)Math.Round(1e9 / settings.Number("frequencyHz", 0.1, 1e7, 1000));
        return new PwmActuator(
            duty => PwmOutput.Open(context.PwmFolder, chip, channel, periodNs, duty),
            settings.Number("duty", 0, 1, 1),
            settings.Number("idleDuty", 0, 1, 0),
            settings.Flag("fromScore", false),
            $"pwm {chip}.{channel}",
            context);
    }

    public void Maintain(long nowNs)
    {
        if (!Health.ShouldOpen(nowNs) || (NextDueNs != long.MaxValue && nowNs < NextDueNs))
        {
            return;
        }

        (NextDueNs, _closedSinceNs) = (long.MaxValue, Math.Min(_closedSinceNs, nowNs));
        try
        {
            Close();
            _output = _open(Duty);
            Health.Opened();
            _closedSinceNs = long.MaxValue;
        }
        catch (UnauthorizedAccessException) when (nowNs - _closedSinceNs < LongestGivingNs)
        {
            NextDueNs = nowNs + GivingPauseNs;
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
        }
    }

    public void Act(in Decision decision)
    {
        _scores[decision.ClassIndex] = decision.IsActive ? decision.Score : float.NaN;
        Write();
    }

    public void MakeSafe()
    {
        Array.Fill(_scores, float.NaN);
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
            _output?.Write(Duty);
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
            _output?.Dispose();
        }
        catch (Exception e)
        {
            // The channel is given up either way; what matters is that the next attempt can start.
            Health.Failed(_clock.NowNs, e.Message);
        }

        _output = null;
    }
}
