using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// A microphone: samples from -1 to just below 1, as of a 16-bit recording. Samples that were lost because nobody took them in time are a
/// gap; a device that is gone, or records nothing, is a loss. Settings: <c>device</c>, <c>channels</c>, <c>sampleRateHz</c>, <c>periodMs</c>.
/// </summary>
internal sealed class Microphone : IWiredSensor
{
    /// <summary>Time without a sample after which the device counts as silent.</summary>
    private const long SilentNs = 1_000_000_000;
    private const float FullScale = 32768;

    private readonly IPcmCapture _pcm;
    private readonly MonotonicClock _clock;
    private readonly short[] _samples; // (periodFrames, channels)
    private readonly long _periodNs;
    private long _dueNs;
    private long _lastReadNs;

    /// <param name="pcm">The device.</param>
    /// <param name="channels">1 for mono, 2 for stereo.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="periodFrames">Frames that the device hands over at once.</param>
    /// <param name="name">For the log.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public Microphone(IPcmCapture pcm, int channels, double sampleRateHz, int periodFrames, string name, DeviceContext context)
    {
        (_pcm, Channels, SampleRateHz, _clock) = (pcm, channels, sampleRateHz, context.Clock);
        _samples = new short[periodFrames * channels];
        _periodNs = (long)(periodFrames * 1e9 / sampleRateHz);
        Health = context.HealthOf(name);
    }

    public DeviceHealth Health { get; }

    public int Channels { get; }

    public double SampleRateHz { get; }

    /// <summary>Opening one on the universal serial bus, or one of a sound server, takes its time.</summary>
    public long LongestCallNs => 1_000_000_000;

    public static ISensor Create(ConfigNode settings, DeviceContext context)
    {
        var device = settings.Text("device", "default");
        var channels = settings.Integer("channels", 1, 8, 1);
        var rateHz = settings.Integer("sampleRateHz", 4000, 192_000);
        var periodFrames = Math.Max(1, (int)(settings.Number("periodMs", 1, 1000, 20) * rateHz / 1000));
        return new Microphone(new AlsaCapture(device, rateHz, channels, periodFrames), channels, rateHz, periodFrames, $"microphone {device}", context);
    }

    public long DueNs(int frames) => Health.IsReady ? _dueNs : long.MaxValue;

    public void Maintain(long nowNs)
    {
        if (Health.IsReady && nowNs - _lastReadNs > SilentNs + (2 * _periodNs))
        {
            Health.Failed(nowNs, "it records nothing");
        }

        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        _pcm.Close();
        try
        {
            _pcm.Open();
            _lastReadNs = _clock.NowNs;
            _dueNs = _lastReadNs + _periodNs;
            Health.Opened();
        }
        catch (Exception e)
        {
            _pcm.Close();
            Health.Failed(nowNs, e.Message);
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        if (!Health.IsReady)
        {
            return default;
        }

        var samples = _samples.AsSpan(0, Math.Min(_samples.Length, frames.Length / Channels * Channels));
        var count = _pcm.Read(samples);
        if (count < 0)
        {
            return Recover(count, nowNs);
        }

        for (var i = 0; i < count * Channels; i++)
        {
            frames[i] = samples[i] / FullScale;
        }

        if (count > 0)
        {
            _lastReadNs = nowNs;
        }

        // There may be more than fitted; when there is nothing, the rest of a period is awaited.
        _dueNs = nowNs + (count > 0 ? 0 : _periodNs / 4);
        return new SensorRead(count, SensorStatus.Ok);
    }

    public void Dispose() => _pcm.Close();

    private SensorRead Recover(int error, long nowNs)
    {
        var recovered = error is AlsaLibrary.Overrun or AlsaLibrary.Suspended ? _pcm.Recover(error) : error;
        if (recovered < 0)
        {
            Health.Failed(nowNs, _pcm.TextOf(recovered));
            return default;
        }

        return new SensorRead(0, SensorStatus.Gap);
    }
}
