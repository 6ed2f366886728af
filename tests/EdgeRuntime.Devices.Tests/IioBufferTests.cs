using System.Buffers.Binary;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>An accelerometer whose driver fills a buffer: elements of several sizes, a time stamp, holes, halves of records.</summary>
public sealed class IioBufferTests : IDisposable
{
    private const string Settings = """
        { "kind": "iio", "device": "lis3dh", "channels": ["accel_y", "accel_x"], "sampleRateHz": 100,
          "buffer": { "length": 64, "watermark": 8, "trigger": "lis3dh-dev0" } }
        """;

    private readonly TestContext _context = new();
    private readonly FakeIio _iio = new("lis3dh");
    private readonly float[] _frames = new float[2 * 100];

    public IioBufferTests()
    {
        _iio["in_accel_scale"] = "0.5";
        _iio["sampling_frequency"] = "1";
        _iio.AddElement("accel_x", 0, "le:s12/16>>4");
        _iio.AddElement("accel_y", 1, "be:s16/32>>16");
        _iio.AddElement("accel_z", 2, "le:s12/16>>4", isEnabled: true);
        _iio.AddElement("timestamp", 3, "le:s64/64");
        _iio.AddBuffer();
    }

    public void Dispose() => _iio.Dispose();

    [Fact]
    public void TheDeviceIsSetUpAsWanted()
    {
        using var sensor = Opened();
        Assert.Equal("1 1 0 1", string.Join(' ', new[] { "accel_x", "accel_y", "accel_z", "timestamp" }.Select(c => _iio[$"scan_elements/in_{c}_en"])));
        Assert.Equal(("1", "64", "8", "lis3dh-dev0", "100"), (_iio["buffer/enable"], _iio["buffer/length"], _iio["buffer/watermark"], _iio["trigger/current_trigger"], _iio["sampling_frequency"]));
        Assert.True(((IWiredSensor)sensor).Descriptor >= 0);
    }

    [Fact]
    public void RecordsBecomeFramesInTheOrderOfTheSettings()
    {
        using var sensor = Opened();
        Assert.Equal(default, sensor.Read(_frames, _context.NowNs));
        _iio.Write([.. Record(3, -4, 1_000_000_000), .. Record(-2048, 32767, 1_010_000_000)]);
        Assert.Equal(new SensorRead(2, SensorStatus.Ok), sensor.Read(_frames, _context.NowNs));
        Assert.Equal([-2f, 1.5f, 16383.5f, -1024f], _frames[..4]);
    }

    [Fact]
    public void APipeMayHandOutHalves()
    {
        using var sensor = Opened();
        var record = Record(3, -4, 1_000_000_000);
        _iio.Write(record[..7]);
        Assert.Equal(default, sensor.Read(_frames, _context.NowNs));
        _iio.Write([.. record[7..], .. record[..1]]);
        Assert.Equal(1, sensor.Read(_frames, _context.NowNs).Frames);
        _iio.Write(record[1..]);
        Assert.Equal(1, sensor.Read(_frames, _context.NowNs).Frames);
        Assert.Equal([-2f, 1.5f], _frames[..2]);
    }

    [Fact]
    public void AHoleBetweenTimeStampsIsAGapBeforeWhatFollows()
    {
        using var sensor = Opened();
        _iio.Write([.. Record(1, 0, 1_000_000_000), .. Record(2, 0, 1_011_000_000), .. Record(3, 0, 1_050_000_000), .. Record(4, 0, 1_060_000_000)]);
        Assert.Equal(new SensorRead(2, SensorStatus.Ok), sensor.Read(_frames, _context.NowNs));
        _iio.Write(Record(5, 0, 1_070_000_000));
        Assert.Equal(new SensorRead(3, SensorStatus.Gap), sensor.Read(_frames, _context.NowNs));
        Assert.Equal([1.5f, 2f, 2.5f], [_frames[1], _frames[3], _frames[5]]);
    }

    [Fact]
    public void RecordsThatDoNotFitAreHeld()
    {
        using var sensor = Opened();
        _iio.Write([.. Record(1, 0, 1_000_000_000), .. Record(2, 0, 1_050_000_000), .. Record(3, 0, 1_060_000_000)]);
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), sensor.Read(_frames, _context.NowNs));
        Assert.Equal(0, sensor.DueNs(1));
        Assert.Equal(new SensorRead(1, SensorStatus.Gap), sensor.Read(_frames.AsSpan(0, 2), _context.NowNs));
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), sensor.Read(_frames.AsSpan(0, 2), _context.NowNs));
        Assert.Equal(1.5f, _frames[1]);
        Assert.Equal(long.MaxValue, sensor.DueNs(1));
    }

    [Fact]
    public void ABufferThatStaysEmptyIsALossAndStartedAgain()
    {
        using var sensor = Opened();
        _context.NowNs += 2_100_000_000;
        sensor.Maintain(_context.NowNs);
        Assert.Contains("its buffer stays empty", Assert.Single(_context.Log));
        _context.NowNs += 60_000_000;
        sensor.Maintain(_context.NowNs);
        Assert.True(sensor.Health.IsReady);
    }

    [Fact]
    public void ADeviceThatIsUnpluggedComesBack()
    {
        var sensor = Opened();
        _iio.Remove();
        _context.NowNs += 2_100_000_000;
        sensor.Maintain(_context.NowNs);
        sensor.Maintain(_context.NowNs += 60_000_000);
        Assert.False(sensor.Health.IsReady);
        Assert.Equal(2, sensor.Health.FaultCount);
        using var again = new FakeIio("lis3dh", 4, _iio.Root);
        again["in_accel_scale"] = "0.5";
        again.AddElement("accel_x", 0, "le:s12/16>>4");
        again.AddElement("accel_y", 1, "le:s12/16>>4");
        again.AddBuffer();
        sensor.Maintain(_context.NowNs += 2_000_000_000);
        Assert.True(sensor.Health.IsReady, _context.Log[^1]);
        again.Write(0x10, 0, 0x20, 0);
        Assert.Equal(1, sensor.Read(_frames, _context.NowNs).Frames);
        Assert.Equal([1f, 0.5f], _frames[..2]);
        sensor.Dispose();
    }

    [Theory]
    [InlineData("buffer/enable", "leave \"buffer\" out")]
    [InlineData("scan_elements/in_accel_y_en", "the buffer has no channel 'accel_y': it has accel_x, accel_z, timestamp")]
    [InlineData("scan_elements/in_accel_y_type", "in_accel_y_type")]
    public void WhatTheDriverLacksIsNamed(string attribute, string expected)
    {
        _iio.Remove(attribute);
        using var sensor = Sensor();
        sensor.Maintain(_context.NowNs);
        Assert.Contains(expected, Assert.Single(_context.Log));
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        using var sensor = Opened();
        var (allocated, frames) = (0L, 0);
        for (var i = 0; i < 200; i++)
        {
            _iio.Write(Record(1, 2, 1_000_000_000 + (i * 10_000_000L)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            sensor.Maintain(_context.NowNs);
            frames += sensor.Read(_frames, _context.NowNs).Frames;
            allocated = i == 0 ? 0 : allocated + GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((0, 200), (allocated, frames));
    }

    /// <summary>x at byte 0, y at its alignment, 4, the time stamp at 8.</summary>
    private static byte[] Record(short x, short y, long timestampNs)
    {
        var record = new byte[16];
        BinaryPrimitives.WriteInt16LittleEndian(record, (short)(x << 4));
        BinaryPrimitives.WriteInt16BigEndian(record.AsSpan(4), y);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), timestampNs);
        return record;
    }

    private ISensor Opened()
    {
        var sensor = Sensor();
        sensor.Maintain(_context.NowNs);
        Assert.Empty(_context.Log);
        return sensor;
    }

    private ISensor Sensor()
    {
        var sensor = DeviceFactory.CreateSensor(_context.Settings(Settings), _context.Device with { SystemRoot = _iio.Root })!;
        Assert.Empty(_context.Mistakes);
        return sensor;
    }
}
