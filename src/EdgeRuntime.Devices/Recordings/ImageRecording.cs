using StbImageSharp;

namespace EdgeRuntime.Devices;

/// <summary>
/// A folder of .png, .jpg or .bmp images of one size, in the order of their names, as a camera gives them: (height, width, 3) red, green,
/// blue or (height, width, 1) gray, numbers from 0 to 255. Each is read when it is played.
/// </summary>
internal sealed record ImageRecording : Recording
{
    private static readonly string[] ImageExtensions = [".png", ".jpg", ".jpeg", ".bmp"];

    private readonly string[] _files;
    private readonly ColorComponents _color;
    private byte[] _last = [];

    private ImageRecording(string[] files, int channels, ColorComponents color)
        : base([], channels, 0) => (_files, _color) = (files, color);

    public override int FrameCount => _files.Length;

    /// <param name="folder">Of the images.</param>
    /// <param name="isGray">One number per pixel instead of three.</param>
    /// <exception cref="RecordingException">There is no image, or not all are of one size.</exception>
    public static ImageRecording Open(string folder, bool isGray)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Where(f => ImageExtensions.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            throw new RecordingException($"there are no images in the folder; allowed: {string.Join(", ", ImageExtensions)}");
        }

        var first = SizeOf(files[0]);
        foreach (var file in files)
        {
            if (SizeOf(file) is var size && size != first)
            {
                throw new RecordingException($"{Path.GetFileName(file)} has {size.Width} x {size.Height} pixels; {Path.GetFileName(files[0])} has {first.Width} x {first.Height}");
            }
        }

        var color = isGray ? ColorComponents.Grey : ColorComponents.RedGreenBlue;
        return new ImageRecording(files, checked(first.Width * first.Height * (isGray ? 1 : 3)), color);
    }

    public override void CopyTo(int firstFrame, int count, Span<float> frames)
    {
        for (var i = 0; i < count; i++)
        {
            _last = Decode(_files[firstFrame + i]) ?? _last;
            for (var p = 0; p < Channels; p++)
            {
                frames[(i * Channels) + p] = p < _last.Length ? _last[p] : 0;
            }
        }
    }

    /// <summary>Decodes the whole image, so that a damaged one is found before the first is played.</summary>
    private static (int Width, int Height) SizeOf(string file)
    {
        try
        {
            if (new FileInfo(file).Length <= LargestFileBytes)
            {
                var image = ImageResult.FromMemory(File.ReadAllBytes(file));
                return (image.Width, image.Height);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IndexOutOfRangeException or EndOfStreamException)
        {
            throw new RecordingException($"{Path.GetFileName(file)} is no readable image: {e.Message}");
        }

        throw new RecordingException($"{Path.GetFileName(file)} has more than {LargestFileBytes} bytes");
    }

    /// <summary>An image that changed or went since the folder was opened stands still: null.</summary>
    private byte[]? Decode(string file)
    {
        try
        {
            var image = ImageResult.FromMemory(File.ReadAllBytes(file), _color);
            return image.Data.Length == Channels ? image.Data : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
