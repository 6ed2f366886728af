using System.Buffers.Binary;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class ImageRecordingTests : IDisposable
{
    private readonly TestContext _context = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("images").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFolderOfImagesPlaysInTheOrderOfItsNamesAsACameraWould()
    {
        Write("b.bmp", [10, 20, 30, 40, 50, 60]);
        Write("a.bmp", [1, 2, 3, 4, 5, 6]);
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "not an image");
        using var sensor = Sensor("""{ "kind": "replay", "file": "FOLDER", "sampleRateHz": 10 }""")!;
        Assert.Equal(6, sensor.Channels);
        sensor.Maintain(0);
        var frames = new float[12];
        Assert.Equal(new SensorRead(2, SensorStatus.Ok), sensor.Read(frames, 210_000_000));
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f, 10f, 20f, 30f, 40f, 50f, 60f], frames);
        Assert.Equal(SensorStatus.Ended, sensor.Read(frames, 310_000_000).Status);
    }

    [Fact]
    public void GrayIsOneNumberForAPixel()
    {
        Write("a.bmp", [10, 10, 10, 200, 200, 200]);
        using var sensor = Sensor("""{ "kind": "replay", "file": "FOLDER", "sampleRateHz": 10, "color": "gray", "speed": 0 }""")!;
        Assert.Equal(2, sensor.Channels);
        sensor.Maintain(0);
        var frames = new float[2];
        Assert.Equal(1, sensor.Read(frames, 0).Frames);
        Assert.Equal([10f, 200f], frames);
    }

    [Theory]
    [InlineData("size", "b.bmp has 1 x 1 pixels; a.bmp has 2 x 1")]
    [InlineData("damage", "b.bmp is no readable image")]
    [InlineData("nothing", "there are no images in the folder; allowed: .png, .jpg")]
    public void WhatCannotBePlayedIsNamed(string fault, string expected)
    {
        if (fault != "nothing")
        {
            Write("a.bmp", [1, 2, 3, 4, 5, 6]);
            Write("b.bmp", [1, 2, 3]);
        }

        if (fault == "damage")
        {
            File.WriteAllBytes(Path.Combine(_folder, "b.bmp"), new byte[60]);
        }

        Assert.Null(Sensor("""{ "kind": "replay", "file": "FOLDER", "sampleRateHz": 10 }"""));
        Assert.Contains(expected, Assert.Single(_context.Mistakes));
    }

    private ISensor? Sensor(string settings) => DeviceFactory.CreateSensor(_context.Settings(settings.Replace("FOLDER", _folder)), _context.Device);

    /// <summary>A row of pixels, red, green, blue, as a bitmap of 24 bits.</summary>
    private void Write(string name, byte[] pixels)
    {
        var width = pixels.Length / 3;
        var row = (pixels.Length + 3) / 4 * 4;
        var file = new byte[54 + row];
        "BM"u8.CopyTo(file);
        foreach (var (at, value) in new[] { (2, 54 + row), (10, 54), (14, 40), (18, width), (22, 1), (26, 1 | (24 << 16)), (34, row) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            file[54 + (i / 3 * 3) + 2 - (i % 3)] = pixels[i];
        }

        File.WriteAllBytes(Path.Combine(_folder, name), file);
    }
}
