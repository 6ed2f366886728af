namespace EdgeRuntime.Devices.Tests;

public sealed class BoardSensorsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("board").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled")]
    [InlineData("sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled")]
    public void TheFirmwaresFlagsAreFoundOnEveryBoard(string file)
    {
        Assert.Null(new BoardSensors(_root).ThrottledFlags());
        Write(file, "50005\n");
        Assert.Equal(0x50005, new BoardSensors(_root).ThrottledFlags());
    }

    [Fact]
    public void WithoutTheVendorsFileTheVoltageMonitorTellsOfTheSupply()
    {
        Write("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        Write("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
        Write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
        Assert.Equal(1, new BoardSensors(_root).ThrottledFlags());
    }

    [Fact]
    public void TheTemperatureIsInDegrees()
    {
        Write("sys/class/thermal/thermal_zone0/temp", "48312\n");
        Assert.Equal(48.312, new BoardSensors(_root).TemperatureC());
        Write("sys/class/thermal/thermal_zone0/temp", "hot");
        Assert.Null(new BoardSensors(_root).TemperatureC());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(0x1, "under-voltage now")]
    [InlineData(0x50005, "under-voltage, throttled now")]
    [InlineData(0x80000, "soft temperature limit earlier")]
    public void FlagsAreWordsForAPerson(long flags, string words) => Assert.Equal(words, ThrottlingFlags.Describe(flags));

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
