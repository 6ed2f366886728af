using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Two sensors at one rate of 50 frames per second: one of two channels, 100 per second, and one of one channel, 10 per second.</summary>
public sealed class JoinedSensorTests : IDisposable
{
    private const long TickNs = 20_000_000;

    private readonly TestContext _context = new();
    private readonly ScriptedSensor _fast;
    private readonly ScriptedSensor _slow;
    private readonly JoinedSensor _joined;
    private readonly float[] _frames = new float[3 * 4];
    private long _nowNs = 1_000_000_000;

    public JoinedSensorTests()
    {
        _fast = new ScriptedSensor(2, 100, _context.Device.HealthOf("fast"));
        _slow = new ScriptedSensor(1, 10, _context.Device.HealthOf("slow"));
        _joined = new JoinedSensor([_fast, _slow], 50, new CountingWake(), _context.Device.HealthOf("joined"));
        _joined.Maintain(_nowNs);
    }

    public void Dispose() => _joined.Dispose();

    [Fact]
    public void ItsShapeIsThatOfAll() => Assert.Equal((3, 50), (_joined.Channels, _joined.SampleRateHz));

    [Fact]
    public void SlowerNumbersAreHeldAndOfFasterOnesTheLastCounts()
    {
        _fast.Give(1, 2);
        _slow.Give(10);
        AssertFrame(SensorStatus.Ok, 2, 2, 10);
        Assert.Equal(_nowNs + TickNs, _joined.DueNs(1));
        Assert.Equal(default, _joined.Read(_frames, _nowNs));
        _fast.Give(3, 4);
        Pass(1);
        AssertFrame(SensorStatus.Ok, 4, 4, 10);
        _fast.Give(5, 6);
        _slow.Give(11);
        Pass(1);
        AssertFrame(SensorStatus.Ok, 6, 6, 11);
    }

    [Fact]
    public void NothingComesBeforeAllHaveGivenAFrame()
    {
        for (var i = 0; i < 200; i++)
        {
            _fast.Give(i);
            Assert.Equal(default, _joined.Read(_frames, _nowNs));
            Pass(1);
        }

        _slow.Give(7);
        AssertFrame(SensorStatus.Ok, 199, 199, 7);
    }

    [Fact]
    public void OneThatIsLostMakesTheWholeLostUntilItIsBack()
    {
        Start();
        _slow.Health.Failed(_nowNs, "no answer");
        _joined.Maintain(_nowNs);
        Assert.Equal(DeviceState.Lost, _joined.Health.State);
        Assert.Equal("p/slow is lost: no answer", _joined.Health.Reason);
        Assert.Equal(default, _joined.Read(_frames, _nowNs));
        _joined.Maintain(_nowNs);
        Assert.Equal(1, _joined.Health.FaultCount);

        _slow.Health.Opened();
        Pass(100);
        _joined.Maintain(_nowNs);
        Assert.True(_joined.Health.IsReady);
        _fast.Give(5);
        Assert.Equal(default, _joined.Read(_frames, _nowNs));
        Pass(1);
        _slow.Give(8);
        AssertFrame(SensorStatus.Ok, 5, 5, 8);
    }

    [Fact]
    public void MissingFramesOfOneAreMissingInTheWhole()
    {
        Start();
        _fast.GiveAfterGap(3);
        Pass(1);
        AssertFrame(SensorStatus.Gap, 3, 3, 10);
        _fast.Give(4);
        Pass(1);
        AssertFrame(SensorStatus.Ok, 4, 4, 10);
    }

    /// <summary>The slow one's period is 100 ms, three of which it may be silent; the fast one's is shorter than a tick, of which it may miss three.</summary>
    [Fact]
    public void ASilentSensorStopsTheWholeAndLeavesAGap()
    {
        Start();
        for (var i = 0; i < 15; i++)
        {
            _fast.Give(i);
            Pass(1);
            AssertFrame(SensorStatus.Ok, i, i, 10);
        }

        _fast.Give(16);
        Pass(1);
        Assert.Equal(default, _joined.Read(_frames, _nowNs));
        _fast.Give(17);
        _slow.Give(11);
        Pass(1);
        AssertFrame(SensorStatus.Gap, 17, 17, 11);
        for (var i = 0; i < 3; i++)
        {
            Pass(1);
            AssertFrame(SensorStatus.Ok, 17, 17, 11);
        }

        Pass(1);
        Assert.Equal(default, _joined.Read(_frames, _nowNs));
    }

    [Fact]
    public void ALateReaderGoesOnFromNowBehindAGap()
    {
        Start();
        _fast.Give(2);
        _slow.Give(11);
        Pass(10);
        _fast.Give(3);
        AssertFrame(SensorStatus.Gap, 3, 3, 11);
        Assert.Equal(_nowNs + TickNs, _joined.DueNs(1));
    }

    [Fact]
    public void ItEndsWithTheFirstThatEnds()
    {
        Start();
        _fast.End();
        Assert.Equal(new SensorRead(0, SensorStatus.Ended), _joined.Read(_frames, _nowNs));
    }

    [Fact]
    public void AFrameAllocatesNothing()
    {
        Start();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _joined.Maintain(_nowNs);
            _ = _joined.Read(_frames, _nowNs);
            _nowNs += TickNs;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>As a file says it, on its own thread and in real time: two recordings of different rates.</summary>
    [Fact]
    public void AFileJoinsSensorsOfDifferentRates()
    {
        var context = _context.Device with { Clock = MonotonicClock.System };
        var settings = _context.Settings("""
            { "kind": "joined", "sampleRateHz": 200, "of": [
              { "kind": "synthetic", "channels": 2, "sampleRateHz": 1000, "frequencyHz": 0 },
              { "kind": "synthetic", "channels": 1, "sampleRateHz": 50, "frequencyHz": 0, "amplitude": 3, "frames": 20 }] }
            """);
        using var sensor = ThreadedSensor.Of(DeviceFactory.CreateSensor(settings, context)!, context);
        settings.Finish();
        Assert.Empty(_context.Mistakes);
        var (frames, isEnded) = (0, false);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                sensor.Maintain(context.Clock.NowNs);
                var read = sensor.Read(_frames, context.Clock.NowNs);
                for (var i = 0; i < read.Frames; i++)
                {
                    // Channel c is amplitude * sin(c * pi / 2).
                    Assert.Equal([0, 1, 0], _frames.AsSpan(3 * i, 3).ToArray());
                }

                frames += read.Frames;
                isEnded = read.Status == SensorStatus.Ended;
                return isEnded;
            },
            TimeSpan.FromSeconds(30)));
        Assert.InRange(frames, 1, 200 * 20 / 50);
    }

    private void Start()
    {
        _fast.Give(1);
        _slow.Give(10);
        AssertFrame(SensorStatus.Ok, 1, 1, 10);
    }

    private void Pass(int ticks) => _nowNs += ticks * TickNs;

    private void AssertFrame(SensorStatus status, params float[] expected)
    {
        var read = _joined.Read(_frames, _nowNs);
        Assert.Equal((1, status), (read.Frames, read.Status));
        Assert.Equal(expected, _frames[..3]);
    }
}
