using System.Collections.Concurrent;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>
/// What holds for every sensor through any sequence of faults: nothing is thrown, nothing is given while it is lost, every loss is counted
/// and told once, and it is back within 2.5 s of being connected again.
/// </summary>
public class FaultSequenceTests : IPipelineLog
{
    private const long MsNs = 1_000_000;
    private const int Rounds = 12, BackWithinMs = 2500, StepMs = 10;

    private readonly TestContext _context = new();
    private readonly ConcurrentQueue<string> _log = [];

    public static TheoryData<string> Kinds => [.. SensorRigs.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EverySensorComesBackFromAnySequenceOfFaults(string kind)
    {
        var seed = kind.Sum(c => c);
        var random = new Random(seed);
        using var rig = SensorRigs.All[kind](_context);
        var frames = new float[4 * rig.Sensor.Channels];
        Assert.Empty(_context.Mistakes);
        for (var round = 0; round < Rounds; round++)
        {
            AwaitFrame(rig, frames, $"{kind}, seed {seed}, round {round}");
            for (var i = random.Next(20); i > 0; i--)
            {
                _ = Step(rig, frames);
            }

            var (faults, said) = (rig.Sensor.Health.FaultCount, _context.Log.Count);
            rig.Break(random.Next(100));
            var brokenMs = random.Next(2) == 0 ? random.Next(200) : rig.SilentMs + random.Next(5000);
            for (var elapsedMs = 0; elapsedMs < brokenMs; elapsedMs += StepMs)
            {
                _ = Step(rig, frames, feeds: false);
            }

            // A loss is told once for each reason, however often it is looked for; a fault that passed before the next reading is none.
            var told = _context.Log.Skip(said).Where(line => line.StartsWith("lost", StringComparison.Ordinal)).ToArray();
            Assert.Equal(told.Distinct(), told);
            Assert.InRange(told.Length, 0, 3);
            Assert.True(brokenMs < rig.SilentMs + 2500 || rig.Sensor.Health.FaultCount > faults);
            rig.Mend();
        }

        AwaitFrame(rig, frames, $"{kind}, seed {seed}, at the end");
        Assert.DoesNotContain(_context.Log, line => line.StartsWith("fault", StringComparison.Ordinal));
    }

    /// <summary>In real time: a driver that fails, hangs and comes back in any order, on the thread that the service gives it.</summary>
    [Fact]
    public void AThreadOutlivesAnySequenceOfFaultsAndHangs()
    {
        var (part, random) = (new FakePart(), new Random(3));
        var context = new DeviceContext { Pipeline = "p", BaseDirectory = Path.GetTempPath(), Log = this, Wake = new CountingWake() };
        using var sensor = ThreadedSensor.Of(new PolledSensor(part, 200, "part", context), context);
        var frames = new float[2 * 400];
        for (var round = 0; round < 8; round++)
        {
            Assert.True(
                SpinWait.SpinUntil(() => Look(sensor, frames) && sensor.Health.IsReady, TimeSpan.FromSeconds(20)), $"round {round}: {string.Join('|', _log)}");
            switch (random.Next(3))
            {
                case 0:
                    part.Fault = new IOException("Error 121 performing I2C data transfer.");
                    break;
                case 1:
                    part.Hang();
                    break;
                default:
                    part.Hang();
                    part.Fault = new IOException("Error 110 performing I2C data transfer.");
                    break;
            }

            Assert.True(SpinWait.SpinUntil(() => !Look(sensor, frames) && !sensor.Health.IsReady, TimeSpan.FromSeconds(20)), $"round {round}");
            part.Fault = null;
            part.LetGo();
        }

        Assert.InRange(_log.Count(line => line.StartsWith("lost", StringComparison.Ordinal)), 8, 16);
    }

    void IPipelineLog.DeviceLost(string device, string reason) => _log.Enqueue($"lost {device}: {reason}");

    void IPipelineLog.DeviceReady(string device, long faultCount) => _log.Enqueue($"ready {device}");

    void IPipelineLog.PipelineFault(string pipeline, Exception fault) => _log.Enqueue($"fault {fault.Message}");

    void IPipelineLog.Decided(string pipeline, in Decision decision) => _log.Enqueue($"decided {decision.Label}");

    private static bool Look(ISensor sensor, float[] frames)
    {
        sensor.Maintain(MonotonicClock.System.NowNs);
        var read = sensor.Read(frames, MonotonicClock.System.NowNs);
        Thread.Sleep(1);
        return read.Frames > 0;
    }

    private void AwaitFrame(SensorRig rig, float[] frames, string where)
    {
        var period = (int)(1000 / rig.Sensor.SampleRateHz);
        for (var elapsedMs = 0; Step(rig, frames) == 0; elapsedMs += StepMs)
        {
            Assert.True(elapsedMs <= BackWithinMs + (2 * period), $"{where}: {string.Join(" | ", _context.Log.TakeLast(3))}");
        }
    }

    private int Step(SensorRig rig, float[] frames, bool feeds = true)
    {
        _context.NowNs += StepMs * MsNs;
        if (feeds)
        {
            rig.Feed();
        }

        rig.Sensor.Maintain(_context.NowNs);
        var read = rig.Sensor.Read(frames, _context.NowNs);
        Assert.True(rig.Sensor.Health.IsReady || read.Frames == 0);
        Assert.All(frames.Take(read.Frames * rig.Sensor.Channels), value => Assert.True(float.IsFinite(value)));
        _ = rig.Sensor.DueNs(1);
        return read.Frames;
    }
}
