using System.Device.I2c;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Reads a part on an I2C bus at a fixed rate. A transfer that fails makes it lost: it is found and set up again, with growing pauses, and
/// its frames before and after are never in one window. Settings: <c>bus</c>, <c>address</c>, <c>sampleRateHz</c>, and those of the part.
/// </summary>
public sealed class I2cSensor : ISensor
{
    /// <summary>How often a part is asked whether it is still set up.</summary>
    private const long CheckNs = 1_000_000_000;

    /// <summary>Periods without a reading after which samples count as missing.</summary>
    private const int LatePeriods = 3;

    private readonly I2cPart _part;
    private readonly Func<I2cDevice> _open;
    private readonly MonotonicClock _clock;
    private readonly long _periodNs;
    private I2cDevice? _bus;
    private long _dueNs;
    private long _checkAtNs;

    /// <param name="part">What is on the bus.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="open">Opens the bus; called when the sensor is first needed and after every fault.</param>
    /// <param name="name">For the log.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public I2cSensor(I2cPart part, double sampleRateHz, Func<I2cDevice> open, string name, DeviceContext context)
    {
        (_part, SampleRateHz, _open, _clock) = (part, sampleRateHz, open, context.Clock);
        _periodNs = (long)(1e9 / sampleRateHz);
        Health = context.HealthOf(name);
    }

    public DeviceHealth Health { get; }

    public int Channels => _part.Channels;

    public double SampleRateHz { get; }

    /// <param name="settings">Bus, address and rate; those of the part are asked for already.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    /// <param name="part">What is on the bus.</param>
    /// <param name="usualAddress">Where such a part is when its address pins are left alone.</param>
    /// <param name="maxRateHz">As often as it has something new to say.</param>
    public static ISensor Create(ConfigNode settings, DeviceContext context, I2cPart part, int usualAddress, double maxRateHz)
    {
        var bus = settings.Integer("bus", 0, 255, 1);
        var address = settings.Integer("address", 0x08, 0x77, usualAddress);
        var rateHz = settings.Number("sampleRateHz", 0.001, maxRateHz);
        return new I2cSensor(part, rateHz, () => context.OpenI2c(bus, address), $"{settings.Text("kind")} {bus}:0x{address:x2}", context);
    }

    /// <summary>The part keeps no frames for late readers, so that each is read when it is due.</summary>
    public long DueNs(int frames) => Health.IsReady ? _dueNs : long.MaxValue;

    public void Maintain(long nowNs)
    {
        if (Health.IsReady && nowNs >= _checkAtNs)
        {
            Check(nowNs);
        }

        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        try
        {
            Close();
            _bus = _open();
            _part.SetUp(_bus);
            var readyNs = _clock.NowNs;
            (_dueNs, _checkAtNs) = (readyNs + _periodNs, readyNs + CheckNs);
            Health.Opened();
        }
        catch (Exception e)
        {
            Close();
            Health.Failed(nowNs, e.Message);
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        if (_bus is null || !Health.IsReady || nowNs < _dueNs)
        {
            return default;
        }

        try
        {
            _part.Read(_bus, frames[..Channels]);
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
            return default;
        }

        // After a late reading the rate goes on from now: frames that nobody read do not exist.
        var isGap = nowNs - _dueNs >= LatePeriods * _periodNs;
        _dueNs = isGap ? nowNs + _periodNs : _dueNs + _periodNs;
        return new SensorRead(1, isGap ? SensorStatus.Gap : SensorStatus.Ok);
    }

    public void Dispose() => Close();

    private void Check(long nowNs)
    {
        _checkAtNs = nowNs + CheckNs;
        try
        {
            if (!_part.IsSetUp(_bus!))
            {
                Health.Failed(nowNs, "the part forgot its settings: it lost its power for a moment");
            }
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
        }
    }

    private void Close()
    {
        _bus?.Dispose();
        _bus = null;
    }
}
