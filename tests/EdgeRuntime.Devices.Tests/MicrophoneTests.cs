using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class MicrophoneTests : IDisposable
{
    private const int RateHz = 16000, PeriodFrames = 320;
    private const long PeriodNs = 20_000_000;

    private readonly TestContext _context = new();
    private readonly FakePcm _pcm = new(2);
    private readonly Microphone _sensor;
    private readonly float[] _frames = new float[2 * 1000];

    public MicrophoneTests()
    {
        _sensor = new Microphone(_pcm, 2, RateHz, PeriodFrames, "microphone x", _context.Device);
        _sensor.Maintain(_context.NowNs);
        Assert.True(_sensor.Health.IsReady);
    }

    public void Dispose() => _sensor.Dispose();

    [Fact]
    public void SamplesAreFractionsOfFullScaleAsOfARecording()
    {
        Assert.Equal(_context.NowNs + PeriodNs, _sensor.DueNs(1));
        Assert.Equal(default, _sensor.Read(_frames, _context.NowNs));
        _pcm.Record(0, short.MinValue, short.MaxValue, 16384);
        Assert.Equal(new SensorRead(2, SensorStatus.Ok), _sensor.Read(_frames, _context.NowNs));
        Assert.Equal([0f, -1f, 32767 / 32768f, 0.5f], _frames[..4]);
    }

    [Fact]
    public void WhatDoesNotFitAtOnceComesNext()
    {
        _pcm.Record([.. Enumerable.Range(0, 2 * 400).Select(i => (short)i)]);
        Assert.Equal(PeriodFrames, _sensor.Read(_frames, _context.NowNs).Frames);
        Assert.True(_sensor.DueNs(1) <= _context.NowNs);
        Assert.Equal(80, _sensor.Read(_frames, _context.NowNs).Frames);
        Assert.Equal(640 / 32768f, _frames[0]);
        Assert.Equal(1, _sensor.Read(_frames.AsSpan(0, 3), _context.NowNs).Frames + 1);
    }

    [Theory]
    [InlineData(-32)]
    [InlineData(-86)]
    public void AnOverrunIsAGapAndRecordingGoesOn(int error)
    {
        _pcm.Record(1, 2);
        _pcm.NextFault = error;
        Assert.Equal(new SensorRead(0, SensorStatus.Gap), _sensor.Read(_frames, _context.NowNs));
        _pcm.Record(3, 4);
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), _sensor.Read(_frames, _context.NowNs));
        Assert.Equal(1, _pcm.RecoverCount);
        Assert.Empty(_context.Log);
    }

    [Fact]
    public void APulledPlugIsLostAndFoundAgain()
    {
        _pcm.Fault = -19;
        Assert.Equal(default, _sensor.Read(_frames, _context.NowNs));
        Assert.Equal("lost p/microphone x: errno 19", Assert.Single(_context.Log));
        _sensor.Maintain(_context.NowNs += 60_000_000);
        Assert.Equal(2, _sensor.Health.FaultCount);
        _pcm.Fault = 0;
        _sensor.Maintain(_context.NowNs += 2_000_000_000);
        Assert.True(_sensor.Health.IsReady);
        Assert.Equal(2, _pcm.OpenCount);
    }

    [Fact]
    public void ADeviceThatRecordsNothingIsALoss()
    {
        _sensor.Maintain(_context.NowNs += 1_100_000_000);
        Assert.Equal("lost p/microphone x: it records nothing", Assert.Single(_context.Log));
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        var (allocated, frames) = (0L, 0);
        for (var i = 0; i < 100; i++)
        {
            _pcm.Record(new short[2 * PeriodFrames]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            _sensor.Maintain(_context.NowNs);
            frames += _sensor.Read(_frames, _context.NowNs).Frames;
            allocated = i == 0 ? 0 : allocated + GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((0, 100 * PeriodFrames), (allocated, frames));
    }

    [Theory]
    [InlineData("\"sampleRateHz\": 100", "$.sampleRateHz: found 100; expected a whole number from 4000 to 192000")]
    [InlineData("\"sampleRateHz\": 16000, \"channels\": 9", "$.channels: found 9")]
    [InlineData("\"sampleRateHz\": 16000, \"periodMs\": 0", "$.periodMs: found 0")]
    public void MistakesAreNamed(string setting, string expected)
    {
        using var sensor = DeviceFactory.CreateSensor(_context.Settings($$"""{ "kind": "microphone", {{setting}} }"""), _context.Device);
        Assert.StartsWith(expected, Assert.Single(_context.Mistakes));
    }
}
