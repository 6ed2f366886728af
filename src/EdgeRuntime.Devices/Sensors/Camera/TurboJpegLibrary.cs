using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>The calls of libjpeg-turbo's TurboJPEG that decoding takes (turbojpeg.h, 1.2 and later). Looked for at the first call only.</summary>
internal static unsafe partial class TurboJpegLibrary
{
    public const int Rgb = 0, Gray = 6;

    private const string Name = "libturbojpeg.so.0";

    [LibraryImport(Name, EntryPoint = "tjInitDecompress")]
    public static partial nint Create();

    [LibraryImport(Name, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Name, EntryPoint = "tjDecompressHeader3")]
    public static partial int ReadHeader(nint handle, byte* jpeg, nuint lengthBytes, out int width, out int height, out int subsampling, out int colorspace);

    [LibraryImport(Name, EntryPoint = "tjDecompress2")]
    public static partial int Decode(nint handle, byte* jpeg, nuint lengthBytes, byte* image, int width, int pitch, int height, int pixelFormat, int flags);
}
