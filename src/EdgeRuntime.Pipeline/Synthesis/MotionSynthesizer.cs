namespace EdgeRuntime.Pipeline;

/// <summary>
/// What a three-axis accelerometer in a hand would give, m/s^2 in the device's own axes, 100 frames per second: gravity in a random
/// tilt, the acceleration of the movement, tremor and the sensor's noise. Training data and the board's demonstration come from here;
/// a seed gives the same signal everywhere. Allocates nothing after construction.
/// </summary>
public sealed class MotionSynthesizer(int seed)
{
    public const int Channels = 3;

    public const double SampleRateHz = 100;

    private const double Gravity = 9.80665;
    private const double NoiseSigma = 0.05;
    private const double TremorHz = 9.5;

    private readonly Random _random = new(seed);
    private int _class;
    private double _t;
    private double _roll, _pitch;
    private double _frequencyHz, _phase, _peak, _skew;
    private double _nextTap, _sinceTap, _tapPeak;

    /// <summary>
    /// <c>idle</c>: lies on a table. <c>shake</c>: to and fro along x. <c>circle</c>: round in the x-y plane. <c>tap</c>: held and
    /// tapped on z, each tap a damped oscillation of the case.
    /// </summary>
    public static IReadOnlyList<string> Labels { get; } = ["idle", "shake", "circle", "tap"];

    /// <summary>Starts a movement, with amplitude, speed, phase and tilt of its own.</summary>
    /// <param name="classIndex">Index in <see cref="Labels"/>.</param>
    public void Begin(int classIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)classIndex, (uint)Labels.Count);
        (_class, _t) = (classIndex, 0);
        (_roll, _pitch) = (0.2 * Gaussian(), 0.2 * Gaussian());
        _phase = Between(0, 2 * Math.PI);
        _skew = Between(-0.25, 0.25);

        // Peak acceleration of a harmonic movement: displacement * (2 pi f)^2.
        _frequencyHz = classIndex == 1 ? Between(2.5, 5) : Between(0.8, 1.7);
        var displacement = classIndex == 1 ? Between(0.015, 0.04) : Between(0.08, 0.16);
        _peak = displacement * Math.Pow(2 * Math.PI * _frequencyHz, 2);
        (_nextTap, _sinceTap) = (Between(0, 0.4), double.PositiveInfinity);
    }

    /// <summary>The next frame: x, y, z.</summary>
    public void Next(Span<float> frame)
    {
        var angle = (2 * Math.PI * _frequencyHz * _t) + _phase;
        var (x, y, z) = _class switch
        {
            1 => (_peak * Math.Sin(angle), _skew * _peak * Math.Sin(angle), 0.1 * _peak * Math.Sin(2 * angle)),
            2 => (_peak * Math.Cos(angle), _peak * Math.Sin(angle), _skew * _peak * Math.Cos(angle)),
            3 => (0, 0, Tap()),
            _ => (0.0, 0.0, 0.0),
        };
        var tremor = _class == 0 ? 0 : 0.12 * Math.Sin(2 * Math.PI * TremorHz * _t);
        frame[0] = (float)(x - (Gravity * Math.Sin(_pitch)) + tremor + Noise());
        frame[1] = (float)(y + (Gravity * Math.Sin(_roll) * Math.Cos(_pitch)) - tremor + Noise());
        frame[2] = (float)(z + (Gravity * Math.Cos(_roll) * Math.Cos(_pitch)) + tremor + Noise());
        _t += 1 / SampleRateHz;
    }

    private double Tap()
    {
        if (_t >= _nextTap)
        {
            (_sinceTap, _tapPeak) = (0, Between(15, 40));
            _nextTap = _t + Between(0.35, 0.7);
        }

        var value = double.IsFinite(_sinceTap) ? -_tapPeak * Math.Exp(-_sinceTap / 0.03) * Math.Cos(2 * Math.PI * 36 * _sinceTap) : 0;
        _sinceTap += 1 / SampleRateHz;
        return value;
    }

    private double Noise() => NoiseSigma * Gaussian();

    private double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    /// <summary>Box and Muller, "A note on the generation of random normal deviates", 1958.</summary>
    private double Gaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
