namespace EdgeRuntime.Devices;

/// <summary>
/// MJPEG: a JPEG per frame, with or without its Huffman tables, which cameras leave out where they are the usual ones. By libjpeg-turbo,
/// which knows that and allocates nothing per frame; a frame of another size, or one that it finds damaged, is refused.
/// </summary>
internal sealed unsafe class MotionJpegDecoder : IPixelDecoder
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _channels;
    private readonly byte[] _pixels; // (height, width, channels)
    private nint _library;

    /// <exception cref="IOException">libturbojpeg is missing.</exception>
    public MotionJpegDecoder(int width, int height, int channels)
    {
        (_width, _height, _channels) = (width, height, channels);
        _pixels = new byte[width * height * channels];
        try
        {
            _library = TurboJpegLibrary.Create();
        }
        catch (DllNotFoundException)
        {
            throw new IOException("libturbojpeg.so.0, which decodes MJPEG, is missing: sudo apt install libturbojpeg0; or ask for format \"yuyv\"");
        }
    }

    public bool TryDecode(ReadOnlySpan<byte> frame, int bytesPerLine, Span<float> image)
    {
        fixed (byte* jpeg = frame, pixels = _pixels)
        {
            var length = (nuint)frame.Length;
            if (TurboJpegLibrary.ReadHeader(_library, jpeg, length, out var width, out var height, out _, out _) < 0 || width != _width || height != _height
                || TurboJpegLibrary.Decode(_library, jpeg, length, pixels, width, 0, height, _channels == 1 ? TurboJpegLibrary.Gray : TurboJpegLibrary.Rgb, 0) < 0)
            {
                Renew();
                return false;
            }
        }

        for (var i = 0; i < _pixels.Length; i++)
        {
            image[i] = _pixels[i];
        }

        return true;
    }

    public void Dispose()
    {
        if (_library != 0)
        {
            _ = TurboJpegLibrary.Destroy(_library);
        }

        _library = 0;
    }

    /// <summary>What is left of a header that ended too early would be taken for the beginning of the next frame.</summary>
    private void Renew()
    {
        _ = TurboJpegLibrary.Destroy(_library);
        _library = TurboJpegLibrary.Create();
    }
}
