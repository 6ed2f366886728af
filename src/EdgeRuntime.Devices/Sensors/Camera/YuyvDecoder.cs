namespace EdgeRuntime.Devices;

/// <summary>
/// YUYV: two pixels in four bytes, Y0 U Y1 V, limited range, ITU-R BT.601. In integers: R = (298 (Y - 16) + 409 (V - 128) + 128) >> 8 and so
/// on, clamped ("Recommended 8-bit YUV formats for video rendering", Microsoft, 2008). Gray is what their weights make of R, G and B without
/// colour: 298 (Y - 16).
/// </summary>
internal sealed class YuyvDecoder(int width, int height, int channels) : IPixelDecoder
{
    public bool TryDecode(ReadOnlySpan<byte> frame, int bytesPerLine, Span<float> image)
    {
        var lineBytes = width * 2;
        if (bytesPerLine < lineBytes || frame.Length < ((height - 1) * bytesPerLine) + lineBytes)
        {
            return false;
        }

        for (var y = 0; y < height; y++)
        {
            var line = frame.Slice(y * bytesPerLine, lineBytes);
            var row = image.Slice(y * width * channels, width * channels);
            if (channels == 1)
            {
                Gray(line, row);
            }
            else
            {
                Color(line, row);
            }
        }

        return true;
    }

    public void Dispose()
    {
    }

    private static void Gray(ReadOnlySpan<byte> line, Span<float> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = Clamp(298 * (line[2 * x] - 16));
        }
    }

    private static void Color(ReadOnlySpan<byte> line, Span<float> row)
    {
        for (var at = 0; at + 4 <= line.Length; at += 4)
        {
            var (u, v) = (line[at + 1] - 128, line[at + 3] - 128);
            var (red, green, blue) = (409 * v, (-100 * u) - (208 * v), 516 * u);
            var pixels = row.Slice(at / 2 * 3, 6);
            for (var p = 0; p < 2; p++)
            {
                var luma = 298 * (line[at + (2 * p)] - 16);
                pixels[3 * p] = Clamp(luma + red);
                pixels[(3 * p) + 1] = Clamp(luma + green);
                pixels[(3 * p) + 2] = Clamp(luma + blue);
            }
        }
    }

    private static float Clamp(int times256) => Math.Clamp((times256 + 128) >> 8, 0, 255);
}
