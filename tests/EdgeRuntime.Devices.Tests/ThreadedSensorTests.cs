using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A sensor on its own thread, in real time: kept frames, a stall of the pipeline, a call that does not come back.</summary>
public sealed class ThreadedSensorTests : IDisposable, IPipelineLog
{
    private const double RateHz = 500;

    private readonly FakePart _part = new();
    private readonly ConcurrentQueue<string> _log = [];
    private readonly CountingWake _wake = new();
    private readonly ISensor _sensor;
    private readonly float[] _frames = new float[2 * 2000];

    public ThreadedSensorTests()
    {
        var context = new DeviceContext { Pipeline = "p", BaseDirectory = Path.GetTempPath(), Log = this, Wake = _wake };
        _sensor = ThreadedSensor.Of(new PolledSensor(_part, RateHz, "part", context), context);
    }

    private static long NowNs => MonotonicClock.System.NowNs;

    public void Dispose()
    {
        _part.LetGo();
        _sensor.Dispose();
        _wake.Dispose();
    }

    [Fact]
    public void ReadingsGoOnWhileThePipelineIsBusy()
    {
        UntilReady();
        Until(() => _sensor.DueNs(60) == 0);
        for (var (expected, count) = (0, 1); expected < 60; expected += count)
        {
            count = _sensor.Read(_frames, NowNs).Frames;
            Assert.NotEqual(0, count);
            for (var i = 0; i < count; i++)
            {
                Assert.Equal((expected + i, expected + i), ((int)_frames[2 * i], (int)_frames[(2 * i) + 1]));
            }
        }
    }

    [Fact]
    public void APipelineThatSleepsIsWokenWhenItsFramesAreThere()
    {
        UntilReady();
        while (_wake.TryTake())
        {
        }

        Assert.NotEqual(0, _sensor.DueNs(100));
        Until(() => _wake.TryTake() && _sensor.DueNs(100) == 0);
    }

    [Fact]
    public void FramesThatNobodyTakesAreDroppedAndLeaveAGap()
    {
        UntilReady();
        Until(() => ((ThreadedSensor)_sensor).DroppedCount > 0);
        var (last, dropped) = (-1f, 0L);
        Until(() =>
        {
            var read = _sensor.Read(_frames, NowNs);
            for (var i = 0; i < read.Frames; i++)
            {
                Assert.True(_frames[2 * i] == last + 1 || (i == 0 && read.Status == SensorStatus.Gap && _frames[0] > last));
                (dropped, last) = (dropped + (long)(_frames[2 * i] - last - 1), _frames[2 * i]);
            }

            return dropped > 0;
        });
        Assert.Equal(((ThreadedSensor)_sensor).DroppedCount, dropped);
    }

    [Fact]
    public void ACallThatDoesNotComeBackIsLostAtOnceAndOpenedAgainWhenItDoes()
    {
        UntilReady();
        _part.Hang();
        var hungNs = NowNs;
        Until(() => !_sensor.Health.IsReady);
        Assert.InRange(NowNs - hungNs, 0, 1_000_000_000);
        Assert.Contains("the bus is stuck", Assert.Single(_log));
        Assert.Equal(default, _sensor.Read(_frames, NowNs));
        Thread.Sleep(300);
        _sensor.Maintain(NowNs);
        Assert.Equal(1, _sensor.Health.FaultCount);

        _part.LetGo();
        var freeNs = NowNs;
        Until(() => _sensor.Health.IsReady);
        Assert.InRange(NowNs - freeNs, 0, 2_500_000_000);
        Assert.Equal(2, _part.OpenCount);
        SensorRead read = default;
        Until(() => (read = _sensor.Read(_frames, NowNs)).Frames > 0 && read.Status == SensorStatus.Gap);
        Assert.Equal("ready p/part", _log.Last());
    }

    /// <summary>A pipeline that sleeps until <see cref="ISensor.DueNs"/> and not longer finds the call that hangs when it became too long.</summary>
    [Fact]
    public void APipelineThatSleepsLooksWhenACallBecomesTooLong()
    {
        UntilReady();
        var before = NowNs;
        var dueNs = _sensor.DueNs(1000);
        Assert.InRange(dueNs, before + 1, NowNs + _part.LongestCallNs + 1);
        _part.Hang();
        var hangs = 0L;
        for (var earlier = -1L; hangs != earlier;)
        {
            (earlier, hangs) = (hangs, _sensor.DueNs(1000));
            Thread.Sleep(5);
        }

        while (NowNs < hangs)
        {
            Thread.Sleep(1);
        }

        _sensor.Maintain(NowNs);
        Assert.Equal(DeviceState.Lost, _sensor.Health.State);
        Assert.Equal(long.MaxValue, _sensor.DueNs(1000));
    }

    [Fact]
    public void TheLimitOfTheConfigurationTakesThePlaceOfTheDrivers()
    {
        var part = new FakePart();
        var context = new DeviceContext { Pipeline = "p", BaseDirectory = Path.GetTempPath(), Log = this, Wake = _wake };
        using var sensor = ThreadedSensor.Of(new PolledSensor(part, RateHz, "patient", context), context, stuckAfterNs: 3_600_000_000_000);
        sensor.Maintain(NowNs);
        Assert.True(SpinWait.SpinUntil(() => sensor.Health.IsReady, 30_000));
        part.Hang();
        Thread.Sleep((int)(4 * part.LongestCallNs / 1_000_000));
        sensor.Maintain(NowNs);
        Assert.True(sensor.Health.IsReady);
        part.LetGo();
    }

    [Fact]
    public void AFaultWakesThePipeline()
    {
        UntilReady();
        while (_wake.TryTake())
        {
        }

        _part.Fault = new IOException("Error 121 performing I2C data transfer.");
        Until(() => _wake.TryTake() && !_sensor.Health.IsReady);
        Assert.Equal("lost p/part: Error 121 performing I2C data transfer.", Assert.Single(_log));
        _part.Fault = null;
        Until(() => _sensor.Health.IsReady);
    }

    [Fact]
    public void DisposingDoesNotWaitForACallThatHangs()
    {
        UntilReady();
        _part.Hang();
        Until(() => !_sensor.Health.IsReady);
        var closes = _part.CloseCount;
        var started = Stopwatch.GetTimestamp();
        _sensor.Dispose();
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
        Assert.Equal(closes, _part.CloseCount);
        _part.LetGo();
        Until(() => _part.CloseCount > closes);
    }

    void IPipelineLog.DeviceLost(string device, string reason) => _log.Enqueue($"lost {device}: {reason}");

    void IPipelineLog.DeviceReady(string device, long faultCount) => _log.Enqueue($"ready {device}");

    void IPipelineLog.PipelineFault(string pipeline, Exception fault) => _log.Enqueue($"fault {fault.Message}");

    void IPipelineLog.Decided(string pipeline, in Decision decision) => _log.Enqueue($"decided {decision.Label}");

    private void UntilReady() => Until(() => _sensor.Health.IsReady);

    private void Until(Func<bool> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
            _sensor.Maintain(NowNs);
            Thread.Sleep(1);
        }
    }
}
