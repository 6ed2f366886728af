namespace EdgeRuntime.Devices;

/// <summary>GREY: a byte per pixel, which is every channel's number.</summary>
internal sealed class GreyDecoder(int width, int height, int channels) : IPixelDecoder
{
    public bool TryDecode(ReadOnlySpan<byte> frame, int bytesPerLine, Span<float> image)
    {
        if (bytesPerLine < width || frame.Length < ((height - 1) * bytesPerLine) + width)
        {
            return false;
        }

        var next = 0;
        for (var y = 0; y < height; y++)
        {
            foreach (var value in frame.Slice(y * bytesPerLine, width))
            {
                image.Slice(next, channels).Fill(value);
                next += channels;
            }
        }

        return true;
    }

    public void Dispose()
    {
    }
}
