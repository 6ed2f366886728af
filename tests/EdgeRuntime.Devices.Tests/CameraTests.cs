using System.Runtime.CompilerServices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class CameraTests : IDisposable
{
    private const int Width = 4, Height = 2, FrameBytes = 12 * Height;

    private readonly TestContext _context = new();
    private readonly FakeCamera _node = new(V4l2Uapi.Yuyv, Width, Height, 15, FrameBytes);
    private readonly Camera _camera;
    private readonly float[] _image = new float[Width * Height * 3];

    public CameraTests() => _camera = Camera(V4l2Uapi.Yuyv, Width, Height, 15);

    public void Dispose() => _camera.Dispose();

    /// <summary>Of linux/videodev2.h, printed by a C program on x86-64 and on AArch64.</summary>
    [Fact]
    public void RecordsAreAsLargeAsTheKernels()
    {
        Assert.Equal(104, Unsafe.SizeOf<V4l2Uapi.Capability>());
        Assert.Equal(64, Unsafe.SizeOf<V4l2Uapi.FormatDescription>());
        Assert.Equal(208, Unsafe.SizeOf<V4l2Uapi.Format>());
        Assert.Equal(204, Unsafe.SizeOf<V4l2Uapi.StreamParameters>());
        Assert.Equal(20, Unsafe.SizeOf<V4l2Uapi.BufferRequest>());
        Assert.Equal(88, Unsafe.SizeOf<V4l2Uapi.Buffer>());
    }

    [Fact]
    public void PicturesBecomeImagesInOrder()
    {
        Open();
        Assert.Equal(default, _camera.Read(_image, _context.NowNs));
        _node.Shoot(Picture(81, 90, 240));
        _node.Shoot(Picture(235, 128, 128));
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), _camera.Read(_image, _context.NowNs));
        Assert.Equal([255f, 0f, 0f], _image[..3]);
        Assert.Equal([255f, 0f, 0f], _image[^3..]);
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), _camera.Read(_image, _context.NowNs));
        Assert.Equal([255f, 255f, 255f], _image[..3]);
        Assert.Equal(default, _camera.Read(_image, _context.NowNs));
        Assert.Equal(3, _node.QueuedCount);
    }

    [Fact]
    public void SkippedPicturesAreAGap()
    {
        Open();
        for (var i = 0; i < 5; i++)
        {
            _node.Shoot(Picture((byte)(16 + i), 128, 128));
        }

        Assert.Equal([SensorStatus.Ok, SensorStatus.Ok, SensorStatus.Ok], Enumerable.Range(0, 3).Select(_ => _camera.Read(_image, _context.NowNs).Status));
        _node.Shoot(Picture(99, 128, 128));
        Assert.Equal(new SensorRead(1, SensorStatus.Gap), _camera.Read(_image, _context.NowNs));
    }

    [Fact]
    public void DamagedPicturesAreCountedAndAGap()
    {
        Open();
        _node.Shoot(Picture(16, 128, 128), V4l2Uapi.ErrorFlag);
        _node.Shoot(Picture(16, 128, 128).AsSpan(0, FrameBytes - 5));
        _node.Shoot(Picture(50, 128, 128));
        Assert.Equal(default, _camera.Read(_image, _context.NowNs));
        Assert.Equal(default, _camera.Read(_image, _context.NowNs));
        Assert.Equal(new SensorRead(1, SensorStatus.Gap), _camera.Read(_image, _context.NowNs));
        Assert.Equal((2, 3), (_camera.DroppedCount, _node.QueuedCount));
    }

    [Fact]
    public void ACameraThatIsPulledOutGivesItsMemoryBackAndComesBack()
    {
        Open();
        _node.Unplug();
        Assert.Equal(default, _camera.Read(_image, _context.NowNs));
        Assert.Equal("lost p/camera x: No such device", Assert.Single(_context.Log));
        _camera.Maintain(_context.NowNs += 60_000_000);
        Assert.Equal((0, 2), (_node.MappedCount, _camera.Health.FaultCount));
        _node.Fault = 0;
        _camera.Maintain(_context.NowNs += 2_000_000_000);
        Assert.True(_camera.Health.IsReady && _node.IsStreaming);
        _node.Shoot(Picture(235, 128, 128));
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), _camera.Read(_image, _context.NowNs));
    }

    [Fact]
    public void ACameraWithoutPicturesIsALoss()
    {
        Open();
        _camera.Maintain(_context.NowNs += 2_100_000_000);
        Assert.Equal("lost p/camera x: it gives no picture", Assert.Single(_context.Log));
    }

    [Theory]
    [InlineData(V4l2Uapi.MotionJpeg, 4, 2, 15, "it gives YUYV instead of MJPG: it offers YUYV")]
    [InlineData(V4l2Uapi.Yuyv, 8, 2, 15, "it gives 4 x 2 pixels instead of 8 x 2")]
    [InlineData(V4l2Uapi.Yuyv, 4, 2, 30, "it gives 15 pictures per second instead of 30")]
    public void WhatTheCameraGivesInsteadIsSaid(uint format, int width, int height, double rateHz, string expected)
    {
        using var camera = Camera(format, width, height, rateHz);
        camera.Maintain(_context.NowNs);
        Assert.Contains(expected, Assert.Single(_context.Log));
        Assert.Equal(0, _node.MappedCount);
    }

    [Fact]
    public void ANodeThatStreamsNothingIsNoCamera()
    {
        _node.Capabilities = V4l2Uapi.StreamingCapability;
        _camera.Maintain(_context.NowNs);
        Assert.Contains("it does not stream pictures", Assert.Single(_context.Log));
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        Open();
        var (allocated, frames) = (0L, 0);
        for (var i = 0; i < 100; i++)
        {
            _node.Shoot(Picture(50, 128, 128));
            var before = GC.GetAllocatedBytesForCurrentThread();
            _camera.Maintain(_context.NowNs);
            frames += _camera.Read(_image, _context.NowNs).Frames;
            allocated = i == 0 ? 0 : allocated + GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((0, 100), (allocated, frames));
    }

    [Theory]
    [InlineData("\"width\": 5, \"height\": 8", "$.width: found 5; expected a whole number from 8 to 4096")]
    [InlineData("\"width\": 9, \"height\": 8", "$.width: found 9; expected an even number")]
    [InlineData("\"width\": 8, \"height\": 8, \"format\": \"yuv\"", "$.format: found \"yuv\"; expected one of yuyv, grey, mjpeg; did you mean 'yuyv'?")]
    public void MistakesAreNamed(string setting, string expected)
    {
        using var sensor = DeviceFactory.CreateSensor(_context.Settings($$"""{ "kind": "camera", {{setting}} }"""), _context.Device);
        Assert.StartsWith(expected, Assert.Single(_context.Mistakes));
    }

    [Fact]
    public void ACameraIsFoundByItsName()
    {
        var root = Directory.CreateTempSubdirectory("video").FullName;
        foreach (var (node, name) in new[] { ("video10", "bcm2835-codec"), ("video2", "UVC Camera"), ("video3", "UVC Camera") })
        {
            Directory.CreateDirectory(Path.Combine(root, "sys/class/video4linux", node));
            File.WriteAllText(Path.Combine(root, "sys/class/video4linux", node, "name"), name + "\n");
        }

        Assert.Equal(Path.Combine(root, "dev/video2"), VideoNode.Find(root, "UVC Camera"));
        Assert.Equal(Path.Combine(root, "dev/video10"), VideoNode.Find(root, "video10"));
        Assert.Contains("video2 = UVC Camera", Assert.Throws<IOException>(() => VideoNode.Find(root, "webcam")).Message);
        Directory.Delete(root, recursive: true);
        Assert.Contains("this machine has no camera", Assert.Throws<IOException>(() => VideoNode.Find(root, "webcam")).Message);
    }

    /// <summary>One colour, two pixels in four bytes, four bytes of padding after each row.</summary>
    private static byte[] Picture(byte y, byte u, byte v) =>
        [.. Enumerable.Range(0, Height).SelectMany(_ => new[] { y, u, y, v, y, u, y, v, (byte)7, (byte)7, (byte)7, (byte)7 })];

    private Camera Camera(uint format, int width, int height, double rateHz) => new(
        new CameraFormat(width, height, format, rateHz), 3, _node.Open, () => new YuyvDecoder(width, height, 3), "camera x", _context.Device);

    private void Open()
    {
        _camera.Maintain(_context.NowNs);
        Assert.Empty(_context.Log);
    }
}
