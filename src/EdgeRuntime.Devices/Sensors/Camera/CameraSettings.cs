using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Settings of a camera: <c>device</c> (path, <c>video0</c>, or the name it gives itself), <c>width</c>, <c>height</c>, <c>sampleRateHz</c>
/// (pictures per second), <c>format</c> (yuyv, grey, mjpeg), <c>color</c> (rgb, gray).
/// </summary>
internal static class CameraSettings
{
    private const int MaxSide = 4096;

    public static ISensor? Create(ConfigNode settings, DeviceContext context)
    {
        var device = settings.Text("device", "video0");
        var (width, height) = (settings.Integer("width", 8, MaxSide), settings.Integer("height", 8, MaxSide));
        var rateHz = settings.Number("sampleRateHz", 0.1, 240, 30);
        var format = settings.Choice("format", ["yuyv", "grey", "mjpeg"], "yuyv");
        var channels = settings.Choice("color", ["rgb", "gray"], "rgb") == "gray" ? 1 : 3;
        if (format == "yuyv" && width % 2 != 0)
        {
            settings.Refuse("width", $"{width}", "an even number: yuyv gives pixels in pairs");
            return null;
        }

        Func<IPixelDecoder> openDecoder = format switch
        {
            "grey" => () => new GreyDecoder(width, height, channels),
            "mjpeg" => () => new MotionJpegDecoder(width, height, channels),
            _ => () => new YuyvDecoder(width, height, channels),
        };
        var pixelFormat = format switch
        {
            "grey" => V4l2Uapi.Grey,
            "mjpeg" => V4l2Uapi.MotionJpeg,
            _ => V4l2Uapi.Yuyv,
        };
        return new Camera(
            new CameraFormat(width, height, pixelFormat, rateHz), channels, () => new VideoNode(VideoNode.Find(context.SystemRoot, device)), openDecoder, $"camera {device}", context);
    }
}
