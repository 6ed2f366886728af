using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Any IIO device, value by value, on a tree of files.</summary>
public sealed class IioSensorTests : IDisposable
{
    private readonly TestContext _context = new();
    private readonly FakeIio _iio = new("ads1015");

    public void Dispose() => _iio.Dispose();

    [Fact]
    public void RawNumbersBecomeQuantities()
    {
        _iio["in_temp_input"] = "23400";
        _iio["in_voltage0_raw"] = "-120";
        _iio["in_voltage0_scale"] = "0.125000000";
        _iio["in_voltage1_raw"] = "10";
        _iio["in_voltage_scale"] = "2";
        _iio["in_voltage_offset"] = "-4";
        _iio["in_voltage0-voltage1_raw"] = "7";
        _iio["in_voltage-voltage_scale"] = "3";
        _iio["in_accel_x_raw"] = "100";
        _iio["in_accel_scale"] = "0.009582";
        _iio["in_illuminance_raw"] = "5";
        var channels = """["temp", "voltage0", "voltage1", "voltage0-voltage1", "accel_x", "illuminance"]""";
        using var sensor = Sensor($$"""{ "kind": "iio", "device": "ads1015", "channels": {{channels}}, "sampleRateHz": 10 }""");
        var frame = new float[sensor.Channels];
        sensor.Maintain(_context.NowNs);
        Assert.Empty(_context.Log);
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), sensor.Read(frame, sensor.DueNs(1)));
        Assert.Equal([23400f, -124 * 0.125f, 12f, (7 - 4) * 3f, 0.9582f, 5f], frame);
        _iio["in_temp_input"] = "-5";
        Assert.Equal(1, sensor.Read(frame, sensor.DueNs(1)).Frames);
        Assert.Equal(-5f, frame[0]);
    }

    [Theory]
    [InlineData("iio:device0")]
    [InlineData("chip")]
    [InlineData("the-door")]
    [InlineData("chip@4")]
    public void ADeviceIsFoundByNodeNameAndLabel(string device)
    {
        using var other = new FakeIio("other", 1, _iio.Root);
        _iio["name"] = "chip@4";
        _iio["label"] = "the-door";
        _iio["in_temp_input"] = "1000";
        using var sensor = Sensor($$"""{ "kind": "iio", "device": "{{device}}", "channels": ["temp"], "sampleRateHz": 10 }""");
        sensor.Maintain(_context.NowNs);
        Assert.True(sensor.Health.IsReady);
    }

    [Theory]
    [InlineData("bmp280", "temp", "no IIO device is called 'bmp280': there is iio:device0 = ads1015")]
    [InlineData("ads1015", "temp", "in_temp_raw: No such file or directory; the device has voltage0")]
    [InlineData("ads1015", "voltage0", "in_voltage0: it holds no number")]
    public void WhatIsNotThereIsSaidWithWhatIs(string device, string channel, string expected)
    {
        _iio["in_voltage0_raw"] = "busy";
        using var sensor = Sensor($$"""{ "kind": "iio", "device": "{{device}}", "channels": ["{{channel}}"], "sampleRateHz": 10 }""");
        sensor.Maintain(_context.NowNs);
        Assert.Contains(expected, Assert.Single(_context.Log));
    }

    [Fact]
    public void ADhtIsAskedSeveralTimesBeforeItIsLost()
    {
        _iio["name"] = "dht11@4";
        _iio["in_temp_input"] = "21300";
        _iio["in_humidityrelative_input"] = "45600";
        using var sensor = Sensor("""{ "kind": "dht22", "attempts": 100 }""");
        var frame = new float[2];
        sensor.Maintain(_context.NowNs);
        Assert.Equal(1, sensor.Read(frame, sensor.DueNs(1)).Frames);
        Assert.Equal([21.3f, 45.6f], frame);

        _iio["in_temp_input"] = "";
        var repair = new Thread(() =>
        {
            Thread.Sleep(25);
            _iio["in_temp_input"] = "22000";
        });
        repair.Start();
        Assert.Equal(1, sensor.Read(frame, sensor.DueNs(1)).Frames);
        repair.Join();
        Assert.Equal(22f, frame[0]);

        _iio["in_humidityrelative_input"] = "";
        Assert.Equal(default, sensor.Read(frame, sensor.DueNs(1)));
        Assert.Equal("lost p/dht22 dht11: in_humidityrelative: it holds no number, 100 times in a row", Assert.Single(_context.Log));
        Assert.InRange(((IWiredSensor)sensor).LongestCallNs, 100_000_000_000, 800_000_000_000);
    }

    [Theory]
    [InlineData("\"channels\": []", "$.channels: found []")]
    [InlineData("\"channels\": [\"../x\"]", "$.channels: found [../x]")]
    [InlineData("\"channels\": [\"temp\", \"temp\"]", "$.channels: found [temp, temp]")]
    [InlineData("\"channels\": [\"temp\"], \"buffer\": { \"watermak\": 3 }", "$.buffer.watermak: found an unknown member; expected one of length, watermark, trigger; did you mean 'watermark'?")]
    [InlineData("\"channels\": [\"temp\"], \"buffer\": { \"length\": 8, \"watermark\": 9 }", "$.buffer.watermark: found 9; expected a whole number from 1 to 8")]
    public void MistakesAreNamed(string setting, string expected)
    {
        _ = DeviceFactory.CreateSensor(_context.Settings($$"""{ "kind": "iio", "device": "x", "sampleRateHz": 10, {{setting}} }"""), _context.Device);
        Assert.StartsWith(expected, Assert.Single(_context.Mistakes));
    }

    private ISensor Sensor(string settings)
    {
        var sensor = DeviceFactory.CreateSensor(_context.Settings(settings), _context.Device with { SystemRoot = _iio.Root })!;
        Assert.Empty(_context.Mistakes);
        return sensor;
    }
}
