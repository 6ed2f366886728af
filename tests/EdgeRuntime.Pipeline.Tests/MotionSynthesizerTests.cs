namespace EdgeRuntime.Pipeline.Tests;

public class MotionSynthesizerTests
{
    [Fact]
    public void ASeedGivesTheSameSignal() => Assert.Equal(Movement(5, 2, 300), Movement(5, 2, 300));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void OnAverageOnlyGravityPulls(int classIndex)
    {
        // Any number of whole periods averages out; over 20 s what is left of the last is small beside gravity.
        var frames = Movement(3, classIndex, 2000);
        var mean = Enumerable.Range(0, 3).Select(axis => Axis(frames, axis).Average()).ToArray();
        Assert.InRange(Math.Sqrt(mean.Sum(m => m * m)), 9.0, 10.6);
    }

    [Fact]
    public void AtRestOnlyTheSensorIsNoisy() => Assert.InRange(Deviation(Axis(Movement(1, 0, 2000), 0)), 0.04, 0.06);

    [Fact]
    public void EachMovementMovesItsOwnAxes()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var shake = Movement(seed, 1, 500);
            Assert.True(Deviation(Axis(shake, 0)) > 2 * Deviation(Axis(shake, 1)));
            var circle = Movement(seed, 2, 500);
            Assert.InRange(Deviation(Axis(circle, 0)) / Deviation(Axis(circle, 1)), 0.8, 1.25);
            var tap = Movement(seed, 3, 500);
            Assert.True(Deviation(Axis(tap, 2)) > 5 * Deviation(Axis(tap, 0)));
        }
    }

    [Fact]
    public void UnknownMovementsAreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MotionSynthesizer(1).Begin(MotionSynthesizer.Labels.Count));

    private static float[] Movement(int seed, int classIndex, int count)
    {
        var motion = new MotionSynthesizer(seed);
        motion.Begin(classIndex);
        var frames = new float[count * MotionSynthesizer.Channels];
        for (var i = 0; i < count; i++)
        {
            motion.Next(frames.AsSpan(i * MotionSynthesizer.Channels));
        }

        return frames;
    }

    private static float[] Axis(float[] frames, int axis) => [.. frames.Where((_, i) => i % MotionSynthesizer.Channels == axis)];

    private static double Deviation(float[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
