namespace EdgeRuntime.Devices;

/// <summary>What a sensor gave, from a file: <paramref name="Frames"/> is (frames, channels), in the units that the sensor gives.</summary>
/// <param name="Frames">Interleaved.</param>
/// <param name="Channels">Numbers in one frame.</param>
/// <param name="SampleRateHz">Frames per second; 0 when the file does not say.</param>
public record Recording(float[] Frames, int Channels, double SampleRateHz)
{
    /// <summary>Largest file that is read: recordings are held in memory.</summary>
    public const long LargestFileBytes = 64L << 20;

    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".wav", ".npy"];

    public virtual int FrameCount => Frames.Length / Channels;

    /// <summary>Reads a <c>.csv</c>, <c>.wav</c> or <c>.npy</c> file, or a folder of images.</summary>
    /// <param name="path">Its extension tells the format.</param>
    /// <param name="columns">CSV: which columns, in this order; null for all.</param>
    /// <param name="isGray">Images: one number per pixel instead of three.</param>
    /// <exception cref="RecordingException">It is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Recording Load(string path, IReadOnlyList<string>? columns = null, bool isGray = false)
    {
        if (Directory.Exists(path))
        {
            return ImageRecording.Open(path, isGray);
        }

        var lengthBytes = new FileInfo(path).Length;
        if (lengthBytes > LargestFileBytes)
        {
            throw new RecordingException($"the file has {lengthBytes} bytes; at most {LargestFileBytes} are read");
        }

        var recording = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => CsvRecording.Read(File.ReadLines(path), columns),
            ".wav" => WavRecording.Read(File.ReadAllBytes(path)),
            ".npy" => NpyRecording.Read(File.ReadAllBytes(path)),
            var other => throw new RecordingException($"unknown format '{other}'; allowed: {string.Join(", ", Extensions)}, or a folder of images"),
        };
        return recording.FrameCount > 0 ? recording : throw new RecordingException("there are no samples in it");
    }

    /// <summary>Gives frames, oldest first.</summary>
    /// <param name="firstFrame">The first of them.</param>
    /// <param name="count">How many; all of them are there.</param>
    /// <param name="frames">(count, channels).</param>
    public virtual void CopyTo(int firstFrame, int count, Span<float> frames) => Frames.AsSpan(firstFrame * Channels, count * Channels).CopyTo(frames);
}

/// <summary>A recording cannot be read: the message says what is wrong and where.</summary>
public sealed class RecordingException(string message) : Exception(message);
