using System.Text;

namespace EdgeRuntime.Devices;

/// <summary>What a camera is to give.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="PixelFormat">A four-character code of <see cref="V4l2Uapi"/>.</param>
/// <param name="RateHz">Frames per second.</param>
internal sealed record CameraFormat(int Width, int Height, uint PixelFormat, double RateHz)
{
    private const double RateTolerance = 0.02;

    /// <summary>Sets it at a device.</summary>
    /// <returns>Bytes from a row of pixels to the next; of compressed frames, without meaning.</returns>
    /// <exception cref="IOException">The device is no camera, or gives something else; says what it offers.</exception>
    public unsafe int Negotiate(IVideoNode node)
    {
        V4l2Uapi.Capability capability = default;
        Check(node.Control(V4l2Uapi.QueryCapability, &capability), "it is no video device");
        var able = (capability.Capabilities & V4l2Uapi.DeviceCapabilities) != 0 ? capability.DeviceCapabilities : capability.Capabilities;
        if ((able & V4l2Uapi.CaptureCapability) == 0 || (able & V4l2Uapi.StreamingCapability) == 0)
        {
            throw new IOException("it does not stream pictures: a camera has several nodes, and this one is for something else (v4l2-ctl --list-devices)");
        }

        var format = new V4l2Uapi.Format
        {
            Type = V4l2Uapi.Capture,
            Width = (uint)Width,
            Height = (uint)Height,
            PixelFormat = PixelFormat,
            Field = V4l2Uapi.FieldNone,
        };
        Check(node.Control(V4l2Uapi.SetFormat, &format), "it takes no format; does another program use it?");
        if (format.PixelFormat != PixelFormat)
        {
            throw new IOException($"it gives {NameOf(format.PixelFormat)} instead of {NameOf(PixelFormat)}: it offers {string.Join(", ", Offered(node))}");
        }

        if (format.Width != Width || format.Height != Height)
        {
            throw new IOException($"it gives {format.Width} x {format.Height} pixels instead of {Width} x {Height}: ask for these, and let stage \"resize\" or \"crop\" make them the model's");
        }

        SetRate(node);
        return (int)format.BytesPerLine;
    }

    private static IEnumerable<string> Offered(IVideoNode node)
    {
        var offered = new List<string>();
        for (var i = 0u; i < 64 && TryName(node, i) is { } name; i++)
        {
            offered.Add(name);
        }

        return offered;
    }

    private static unsafe string? TryName(IVideoNode node, uint index)
    {
        var description = new V4l2Uapi.FormatDescription { Index = index, Type = V4l2Uapi.Capture };
        return node.Control(V4l2Uapi.EnumerateFormats, &description) >= 0 ? NameOf(description.PixelFormat) : null;
    }

    private static string NameOf(uint fourCc) => Encoding.Latin1.GetString(BitConverter.GetBytes(fourCc)).Trim();

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw KernelError.OfLastCall(what, "group video", "is the camera still there?");
        }
    }

    /// <summary>A driver without a rate of its own is taken as it is.</summary>
    private unsafe void SetRate(IVideoNode node)
    {
        const uint second = 1_000_000;
        var parameters = new V4l2Uapi.StreamParameters { Type = V4l2Uapi.Capture, Numerator = second, Denominator = (uint)(RateHz * second) };
        if (node.Control(V4l2Uapi.SetParameters, &parameters) < 0 || (parameters.Capability & V4l2Uapi.TimePerFrameCapability) == 0 || parameters.Numerator == 0)
        {
            return;
        }

        var takenHz = (double)parameters.Denominator / parameters.Numerator;
        if (Math.Abs(takenHz - RateHz) > RateTolerance * RateHz)
        {
            throw new IOException(FormattableString.Invariant($"it gives {takenHz:0.##} pictures per second instead of {RateHz}: set sampleRateHz so"));
        }
    }
}
