using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>
/// One performance of a gesture as functions of time: where the hand turns and how it accelerates. x points along the forearm, y across
/// the palm, z out of the back of the hand, which is up when the arm rests.
/// </summary>
public abstract class HandMotion
{
    /// <summary>Roll, pitch and yaw away from rest, in radians.</summary>
    public abstract Vector3 AnglesAt(double seconds);

    /// <summary>Linear acceleration in m/s^2, in the frame of the resting hand.</summary>
    public abstract Vector3 AccelerationAt(double seconds);

    /// <summary>A random performance by one person.</summary>
    public static HandMotion Perform(Gesture gesture, Wearer wearer, SplitMix random) => gesture switch
    {
        Gesture.Still => new StillMotion(wearer, random),
        Gesture.Shake => new ShakeMotion(wearer, random),
        Gesture.Tilt => new TiltMotion(wearer, random),
        Gesture.Circle => new CircleMotion(wearer, random),
        _ => new KnockMotion(wearer, random),
    };

    /// <summary>sin(2 pi f t + phase).</summary>
    protected static double Wave(double frequencyHz, double seconds, double phase) => PortableMath.Sin((2 * Math.PI * frequencyHz * seconds) + phase);

    protected static double Phase(SplitMix random) => random.Uniform(0, 2 * Math.PI);
}
