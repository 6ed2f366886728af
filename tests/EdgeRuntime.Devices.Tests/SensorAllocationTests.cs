using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Reading any sensor allocates nothing, once it was read some times.</summary>
public sealed class SensorAllocationTests
{
    private const long StepNs = 10_000_000;
    private const int Rounds = 5, Steps = 200;

    private readonly TestContext _context = new();

    public static TheoryData<string> Kinds => [.. SensorRigs.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReadingAllocatesNothing(string kind)
    {
        using var rig = SensorRigs.All[kind](_context);
        var frames = new float[4 * rig.Sensor.Channels];
        _ = Read(rig, frames);

        // Code that is compiled anew while it runs may allocate once more; what a reading itself allocates comes in every round.
        var rounds = new (int Frames, long Bytes)[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            rounds[round] = Read(rig, frames);
        }

        Assert.True(rig.Sensor.Health.IsReady, string.Join(" | ", _context.Log));
        Assert.Contains(rounds, round => round is { Frames: > 0, Bytes: 0 });
    }

    private (int Frames, long Bytes) Read(SensorRig rig, float[] frames)
    {
        var (count, bytes) = (0, 0L);
        for (var step = 0; step < Steps; step++)
        {
            _context.NowNs += StepNs;
            rig.Feed();
            var before = GC.GetAllocatedBytesForCurrentThread();
            rig.Sensor.Maintain(_context.NowNs);
            count += rig.Sensor.Read(frames, _context.NowNs).Frames;
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (count, bytes);
    }
}
