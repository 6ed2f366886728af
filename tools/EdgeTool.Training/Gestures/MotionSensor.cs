using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>
/// What an inertial sensor on the wrist reports of a motion: specific force in g (at rest 1 g upwards) and turning rate in degrees per
/// second, both along the device's axes, with bias, white noise, limits of +-8 g and +-1000 degrees per second, and steps of 1 mg and
/// 0.1 degrees per second.
/// </summary>
public static class MotionSensor
{
    /// <summary>ax, ay, az, gx, gy, gz.</summary>
    public const int Channels = 6;

    public const double SampleRateHz = 50;

    private const double StandardGravity = 9.80665, RadiansToDegrees = 180 / Math.PI;
    private const double AccelerometerNoise = 0.008, GyroscopeNoise = 0.4;

    /// <summary>Numbers a reading may be off by, per unit: steps in one g, and in one degree per second.</summary>
    private const int StepsPerG = 1000, StepsPerDegree = 10;

    /// <summary>Samples a motion into frames of <see cref="Channels"/> numbers.</summary>
    /// <param name="motion">What the hand does.</param>
    /// <param name="wearer">Whose hand.</param>
    /// <param name="frames">(frames, channels), the first at t = 0.</param>
    /// <param name="random">Noise.</param>
    public static void Sample(HandMotion motion, Wearer wearer, Span<float> frames, SplitMix random)
    {
        var mounting = Rotation.Of(wearer.Mounting);
        var tremorPhase = random.Uniform(0, 2 * Math.PI);
        for (var frame = 0; frame < frames.Length / Channels; frame++)
        {
            var seconds = frame / SampleRateHz;
            var pose = Rotation.Of(motion.AnglesAt(seconds)).Then(mounting);
            var tremor = wearer.Tremor.Amplitude * PortableMath.Sin((2 * Math.PI * wearer.Tremor.FrequencyHz * seconds) + tremorPhase);
            var force = motion.AccelerationAt(seconds) + new Vector3(0.3 * tremor, tremor, StandardGravity + (0.6 * tremor));
            var acceleration = (pose.ToTurned(force) * (1 / StandardGravity)) + wearer.AccelerometerBias + (Vector3.Normal(random) * AccelerometerNoise);
            var rate = (RateAt(motion, mounting, seconds) * RadiansToDegrees) + wearer.GyroscopeBias + (Vector3.Normal(random) * GyroscopeNoise);
            var target = frames.Slice(frame * Channels, Channels);
            Write(acceleration, 8, StepsPerG, target);
            Write(rate, 1000, StepsPerDegree, target[3..]);
        }
    }

    /// <summary>Turning rate in radians per second along the device's axes: how its own axes move, by central differences.</summary>
    private static Vector3 RateAt(HandMotion motion, Rotation mounting, double seconds)
    {
        const double Half = 1e-3;
        var now = Rotation.Of(motion.AnglesAt(seconds)).Then(mounting);
        var before = Rotation.Of(motion.AnglesAt(seconds - Half)).Then(mounting);
        var after = Rotation.Of(motion.AnglesAt(seconds + Half)).Then(mounting);
        var (dx, dy, dz) = ((after.X - before.X) * (0.5 / Half), (after.Y - before.Y) * (0.5 / Half), (after.Z - before.Z) * (0.5 / Half));
        return new Vector3(now.Z.Dot(dy), now.X.Dot(dz), now.Y.Dot(dx));
    }

    private static void Write(Vector3 value, double limit, int steps, Span<float> target)
    {
        target[0] = Step(value.X);
        target[1] = Step(value.Y);
        target[2] = Step(value.Z);

        float Step(double x) => (float)(Math.Round(Math.Clamp(x, -limit, limit) * steps) / steps);
    }
}
