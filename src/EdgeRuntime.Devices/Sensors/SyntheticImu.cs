using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>An accelerometer in somebody's hand, made up: every movement of <see cref="MotionSynthesizer"/> in turn, then again.</summary>
public sealed class SyntheticImu : ISensor
{
    private readonly MotionSynthesizer _motion;
    private readonly int _framesPerMovement;
    private readonly long _frameLimit;
    private PacedSource _pace;
    private long _next;

    /// <param name="seed">The same seed gives the same movements.</param>
    /// <param name="secondsPerMovement">How long each lasts, in the signal's own time.</param>
    /// <param name="movements">Movements after which the signal ends; 0 for never.</param>
    /// <param name="speed">1 for real time, 0 for as fast as the pipeline takes it.</param>
    /// <param name="health">State of this device.</param>
    public SyntheticImu(int seed, double secondsPerMovement, int movements, double speed, DeviceHealth health)
    {
        (_motion, Health) = (new MotionSynthesizer(seed), health);
        _framesPerMovement = Math.Max(1, (int)(secondsPerMovement * MotionSynthesizer.SampleRateHz));
        _frameLimit = (long)movements * _framesPerMovement;
        _pace = new PacedSource(MotionSynthesizer.SampleRateHz, speed);
    }

    public DeviceHealth Health { get; }

    public int Channels => MotionSynthesizer.Channels;

    public double SampleRateHz => MotionSynthesizer.SampleRateHz;

    public long NextDueNs => _pace.NextDueNs;

    public static ISensor Create(ConfigNode settings, DeviceContext context) => new SyntheticImu(
        settings.Integer("seed", 0, int.MaxValue, 1),
        settings.Number("secondsPerMovement", 0.01, 3600, 3),
        settings.Integer("movements", 0, 1_000_000, 0),
        settings.Number("speed", 0, 1000, 1),
        context.HealthOf("syntheticImu"));

    public void Maintain(long nowNs)
    {
        if (Health.ShouldOpen(nowNs))
        {
            _pace.Start(nowNs);
            Health.Opened();
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        var left = _frameLimit == 0 ? long.MaxValue : _frameLimit - _next;
        if (left == 0)
        {
            return new SensorRead(0, SensorStatus.Ended);
        }

        var count = (int)Math.Min(Math.Min(frames.Length / Channels, _pace.Owed(nowNs)), left);
        for (var i = 0; i < count; i++, _next++)
        {
            if (_next % _framesPerMovement == 0)
            {
                _motion.Begin((int)(_next / _framesPerMovement % MotionSynthesizer.Labels.Count));
            }

            _motion.Next(frames.Slice(i * Channels, Channels));
        }

        _pace.Give(count);
        return new SensorRead(count, SensorStatus.Ok);
    }

    public void Dispose()
    {
    }
}
