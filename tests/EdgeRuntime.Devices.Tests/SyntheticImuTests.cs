using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class SyntheticImuTests
{
    private readonly TestContext _context = new();

    [Fact]
    public void PlaysEveryMovementInTurnAndEnds()
    {
        using var sensor = DeviceFactory.CreateSensor(
            _context.Settings("""{ "kind": "syntheticImu", "secondsPerMovement": 1, "movements": 2, "speed": 0, "seed": 4 }"""), _context.Device)!;
        Assert.Empty(_context.Mistakes);
        sensor.Maintain(0);
        var frames = new float[3 * 300];
        Assert.Equal(new SensorRead(200, SensorStatus.Ok), sensor.Read(frames, 0));
        Assert.Equal(new SensorRead(0, SensorStatus.Ended), sensor.Read(frames, 0));

        var motion = new MotionSynthesizer(4);
        Span<float> expected = stackalloc float[3];
        for (var i = 0; i < 200; i++)
        {
            if (i % 100 == 0)
            {
                motion.Begin(i / 100);
            }

            motion.Next(expected);
            Assert.Equal(expected.ToArray(), frames[(3 * i)..(3 * (i + 1))]);
        }
    }
}
