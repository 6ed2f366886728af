namespace EdgeRuntime.Devices;

/// <summary>Makes a camera's frame an image of numbers from 0 to 255: (height, width, channels), red, green, blue or gray.</summary>
internal interface IPixelDecoder : IDisposable
{
    /// <param name="frame">As the camera gave it.</param>
    /// <param name="bytesPerLine">From a row of pixels to the next.</param>
    /// <param name="image">(height, width, channels).</param>
    /// <returns>false when the frame is cut off or damaged.</returns>
    bool TryDecode(ReadOnlySpan<byte> frame, int bytesPerLine, Span<float> image);
}
