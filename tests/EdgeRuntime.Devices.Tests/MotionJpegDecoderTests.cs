using System.Runtime.InteropServices;
using StbImageSharp;

namespace EdgeRuntime.Devices.Tests;

/// <summary>MJPEG frames, decoded by libjpeg-turbo and compared with another decoder; package libturbojpeg0 of Debian.</summary>
public sealed unsafe partial class MotionJpegDecoderTests
{
    private const int Width = 48, Height = 32;

    [Theory]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(1, false)]
    public void FramesAreWhatAnotherDecoderMakesOfThem(int channels, bool hasTables)
    {
        var jpeg = Jpeg();
        var expected = ImageResult.FromMemory(jpeg, channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
        using var decoder = new MotionJpegDecoder(Width, Height, channels);
        var image = new float[Width * Height * channels];
        Assert.True(decoder.TryDecode(hasTables ? jpeg : WithoutHuffmanTables(jpeg), 0, image));
        for (var i = 0; i < image.Length; i++)
        {
            Assert.InRange(image[i] - expected.Data[i], -4, 4);
        }
    }

    [Fact]
    public void FramesThatAreCutOffOfAnotherSizeOrNoneAreRefused()
    {
        var jpeg = Jpeg();
        using var decoder = new MotionJpegDecoder(Width, Height, 3);
        using var larger = new MotionJpegDecoder(Width * 2, Height, 3);
        var image = new float[Width * 2 * Height * 3];
        Assert.False(larger.TryDecode(jpeg, 0, image));
        Assert.False(decoder.TryDecode([], 0, image));
        Assert.False(decoder.TryDecode(new byte[100], 0, image));
        for (var length = 1; length < jpeg.Length - 2; length += 7)
        {
            Assert.False(decoder.TryDecode(jpeg.AsSpan(0, length), 0, image));
        }

        Assert.True(decoder.TryDecode(jpeg, 0, image));
    }

    [Fact]
    public void DecodingAllocatesNothing()
    {
        var jpeg = Jpeg();
        using var decoder = new MotionJpegDecoder(Width, Height, 3);
        var image = new float[Width * Height * 3];
        _ = decoder.TryDecode(jpeg, 0, image);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            _ = decoder.TryDecode(jpeg, 0, image);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A picture with all colours, by the same library's other half.</summary>
    private static byte[] Jpeg()
    {
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = ((byte)(i % Width * 5), (byte)(i / Width * 8), (byte)(255 - (i % Width * 5)));
        }

        var compressor = CreateCompressor();
        byte* jpeg = null;
        nuint length = 0;
        fixed (byte* source = pixels)
        {
            Assert.Equal(0, Compress(compressor, source, Width, 0, Height, TurboJpegLibrary.Rgb, ref jpeg, ref length, 0, 95, 0));
        }

        var bytes = new ReadOnlySpan<byte>(jpeg, (int)length).ToArray();
        Free(jpeg);
        _ = TurboJpegLibrary.Destroy(compressor);
        return bytes;
    }

    /// <summary>As most cameras send it: without segments DHT (0xFFC4), as the tables are those of the standard's annex K.</summary>
    private static byte[] WithoutHuffmanTables(byte[] jpeg)
    {
        var (kept, at) = (new List<byte> { 0xFF, 0xD8 }, 2);
        while (jpeg[at + 1] != 0xDA)
        {
            var length = 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
            kept.AddRange(jpeg[at + 1] == 0xC4 ? [] : jpeg[at..(at + length)]);
            at += length;
        }

        return [.. kept, .. jpeg[at..]];
    }

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjInitCompress")]
    private static partial nint CreateCompressor();

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjCompress2")]
    private static partial int Compress(
        nint handle, byte* image, int width, int pitch, int height, int pixelFormat, ref byte* jpeg, ref nuint length, int subsampling, int quality, int flags);

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjFree")]
    private static partial void Free(byte* jpeg);
}
