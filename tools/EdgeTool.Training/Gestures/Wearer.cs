using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>
/// One simulated person with one device: how it is worn, how large and fast their gestures are, what their sensor's faults are.
/// Data sets are split by wearer, so that accuracy is measured on people the network never saw.
/// </summary>
public sealed record Wearer
{
    /// <summary>How the device sits on the wrist: roll, pitch, yaw in radians.</summary>
    public required Vector3 Mounting { get; init; }

    /// <summary>1 for the average person; a factor on displacements and angles.</summary>
    public required double Vigour { get; init; }

    /// <summary>1 for the average person; a factor on frequencies.</summary>
    public required double Tempo { get; init; }

    /// <summary>Tremor of the hand: acceleration amplitude in m/s^2 and frequency in Hz (8 to 12, physiological).</summary>
    public required (double Amplitude, double FrequencyHz) Tremor { get; init; }

    /// <summary>Accelerometer bias in g.</summary>
    public required Vector3 AccelerometerBias { get; init; }

    /// <summary>Gyroscope bias in degrees per second.</summary>
    public required Vector3 GyroscopeBias { get; init; }

    public static Wearer Random(SplitMix random) => new()
    {
        Mounting = Vector3.Normal(random) * (15 * Math.PI / 180),
        Vigour = PortableMath.Exp(0.3 * random.Normal()),
        Tempo = PortableMath.Exp(0.15 * random.Normal()),
        Tremor = (random.Uniform(0.05, 0.3), random.Uniform(8, 12)),
        AccelerometerBias = Vector3.Normal(random) * 0.03,
        GyroscopeBias = Vector3.Normal(random) * 2,
    };
}
