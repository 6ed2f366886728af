using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Signals from a formula, for trying a pipeline without hardware or recording: channel c is
/// amplitude * sin(2 pi frequency t + c pi / 2) + noise * gaussian, seeded, so that every run gives the same.
/// </summary>
public sealed class SyntheticSensor : ISensor
{
    private readonly double _amplitude;
    private readonly double _radiansPerFrame;
    private readonly double _noise;
    private readonly long _frameLimit;
    private readonly Random _random;
    private PacedSource _pace;
    private long _next;

    /// <param name="settings">Shape of the signal.</param>
    /// <param name="health">State of this device.</param>
    public SyntheticSensor(SyntheticSignal settings, DeviceHealth health)
    {
        (Channels, SampleRateHz, Health) = (settings.Channels, settings.SampleRateHz, health);
        (_amplitude, _noise, _frameLimit) = (settings.Amplitude, settings.Noise, settings.FrameLimit);
        _radiansPerFrame = 2 * Math.PI * settings.FrequencyHz / settings.SampleRateHz;
        _random = new Random(settings.Seed);
        _pace = new PacedSource(SampleRateHz, settings.Speed);
    }

    public DeviceHealth Health { get; }

    public int Channels { get; }

    public double SampleRateHz { get; }

    public static ISensor? Create(ConfigNode settings, DeviceContext context) => new SyntheticSensor(
        new SyntheticSignal
        {
            Channels = settings.Integer("channels", 1, 64),
            SampleRateHz = settings.Number("sampleRateHz", 0.001, 10e6),
            FrequencyHz = settings.Number("frequencyHz", 0, 5e6, 1),
            Amplitude = settings.Number("amplitude", 0, 1e9, 1),
            Noise = settings.Number("noise", 0, 1e9, 0),
            Seed = settings.Integer("seed", 0, int.MaxValue, 1),
            Speed = settings.Number("speed", 0, 1000, 1),
            FrameLimit = settings.Integer("frames", 0, int.MaxValue, 0),
        },
        context.HealthOf("synthetic"));

    public long DueNs(int frames) => _pace.DueNs(frames);

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
            for (var c = 0; c < Channels; c++)
            {
                var wave = _amplitude * Math.Sin((_radiansPerFrame * _next) + (c * Math.PI / 2));
                frames[(i * Channels) + c] = (float)(wave + (_noise == 0 ? 0 : _noise * Gaussian()));
            }
        }

        _pace.Give(count);
        return new SensorRead(count, SensorStatus.Ok);
    }

    public void Dispose()
    {
    }

    /// <summary>Box and Muller, "A note on the generation of random normal deviates", 1958.</summary>
    private double Gaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

/// <summary>Shape of a synthetic signal.</summary>
public sealed record SyntheticSignal
{
    public required int Channels { get; init; }

    public required double SampleRateHz { get; init; }

    public double FrequencyHz { get; init; } = 1;

    public double Amplitude { get; init; } = 1;

    /// <summary>Standard deviation of the noise.</summary>
    public double Noise { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>1 for real time, 0 for as fast as the pipeline takes it.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Frames after which the signal ends; 0 for never.</summary>
    public long FrameLimit { get; init; }
}
