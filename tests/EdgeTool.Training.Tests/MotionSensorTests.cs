namespace EdgeTool.Training.Tests;

public class MotionSensorTests
{
    private static readonly Wearer Ideal = new()
    {
        Mounting = default,
        Vigour = 1,
        Tempo = 1,
        Tremor = (0, 10),
        AccelerometerBias = default,
        GyroscopeBias = default,
    };

    [Fact]
    public void AtRestItReportsOneGUpwards()
    {
        var frames = Sample(new Turning(0));
        Assert.All(Channel(frames, 0).Concat(Channel(frames, 1)), v => Assert.Equal(0, v, 0.06f));
        Assert.All(Channel(frames, 2), v => Assert.Equal(1, v, 0.06f));
        Assert.All(Channel(frames, 3).Concat(Channel(frames, 4)).Concat(Channel(frames, 5)), v => Assert.Equal(0, v, 3f));
    }

    [Fact]
    public void TurningAboutTheForearmMovesGravityAndShowsOnTheGyroscope()
    {
        // 90 degrees per second about x: after 1 s, the device's y axis points up.
        var frames = Sample(new Turning(Math.PI / 2));
        Assert.All(Channel(frames, 3), v => Assert.Equal(90, v, 3f));
        Assert.Equal(1, Channel(frames, 1).ElementAt(50), 0.06f);
        Assert.Equal(0, Channel(frames, 2).ElementAt(50), 0.06f);
    }

    [Fact]
    public void EveryWearerAndGestureStaysWithinTheSensorsLimits()
    {
        var windows = GestureWindows.Simulate(20, 2, new SplitMix(5));
        Assert.Equal(200, windows.Count);
        Assert.All(windows.Frames, frames => Assert.All(frames, v => Assert.True(float.IsFinite(v) && Math.Abs(v) <= 1000)));
        Assert.All(windows.Frames, frames => Assert.All(Channel(frames, 2), v => Assert.True(Math.Abs(v) <= 8)));
    }

    private static float[] Sample(HandMotion motion)
    {
        var frames = new float[GestureWindows.Elements];
        MotionSensor.Sample(motion, Ideal, frames, new SplitMix(2));
        return frames;
    }

    private static IEnumerable<float> Channel(float[] frames, int channel) => frames.Where((_, i) => i % MotionSensor.Channels == channel);

    private sealed class Turning(double radiansPerSecond) : HandMotion
    {
        public override Vector3 AnglesAt(double seconds) => new(radiansPerSecond * seconds, 0, 0);

        public override Vector3 AccelerationAt(double seconds) => default;
    }
}
