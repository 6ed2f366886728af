namespace EdgeRuntime.Devices;

/// <summary>How many frames a sensor that exists only in memory owes by now.</summary>
/// <param name="sampleRateHz">Frames per second of the recording's own time.</param>
/// <param name="speed">How many times faster than real; 0 for as fast as they are taken.</param>
internal struct PacedSource(double sampleRateHz, double speed)
{
    private readonly double _framesPerNs = sampleRateHz * speed / 1e9;
    private long _startNs;
    private long _given;

    public void Start(long nowNs) => (_startNs, _given) = (nowNs, 0);

    public readonly int Owed(long nowNs) =>
        _framesPerNs == 0 ? int.MaxValue : (int)Math.Clamp((long)((nowNs - _startNs) * _framesPerNs) - _given, 0, int.MaxValue);

    public void Give(int frames) => _given += frames;

    public readonly long DueNs(int frames) => _framesPerNs == 0 ? 0 : _startNs + (long)Math.Ceiling((_given + frames) / _framesPerNs);
}
