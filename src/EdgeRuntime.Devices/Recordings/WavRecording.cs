using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>
/// RIFF WAVE (Multimedia Programming Interface and Data Specifications 1.0): 16-bit PCM, as -1 to just below 1, or 32-bit IEEE float as it is.
/// </summary>
internal static class WavRecording
{
    private const int Pcm = 1;
    private const int IeeeFloat = 3;
    private const int Extensible = 0xFFFE;

    public static Recording Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file.Slice(8, 4).SequenceEqual("WAVE"u8))
        {
            throw new RecordingException("it does not start as a RIFF WAVE file");
        }

        ReadOnlySpan<byte> format = default;
        for (var at = 12; at <= file.Length - 8;)
        {
            var id = file.Slice(at, 4);
            var lengthBytes = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var body = file[(at + 8)..];
            var isData = id.SequenceEqual("data"u8);
            if (lengthBytes > (uint)body.Length && !isData)
            {
                throw new RecordingException($"the chunk at byte {at} has {lengthBytes} bytes; {body.Length} are left");
            }

            // A recorder that was cut off leaves a data length that it never got to correct.
            body = body[..(int)Math.Min(lengthBytes, (uint)body.Length)];
            if (isData)
            {
                return Decode(format, body);
            }

            format = id.SequenceEqual("fmt "u8) ? body : format;
            at = (int)Math.Min(int.MaxValue, at + 8L + lengthBytes + (lengthBytes & 1));
        }

        throw new RecordingException("it has no data chunk");
    }

    private static Recording Decode(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data)
    {
        if (format.Length < 16)
        {
            throw new RecordingException("the format chunk is missing or short");
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var sampleRateHz = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        tag = tag == Extensible && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : tag;
        if (channels is < 1 or > 64 || sampleRateHz == 0)
        {
            throw new RecordingException($"{channels} channels at {sampleRateHz} Hz; expected 1 to 64 channels and a rate above 0");
        }

        var frames = (tag, bits) switch
        {
            (Pcm, 16) => FromPcm(data, channels),
            (IeeeFloat, 32) => MemoryMarshal.Cast<byte, float>(data[..(data.Length / (4 * channels) * 4 * channels)]).ToArray(),
            _ => throw new RecordingException($"format {tag} with {bits} bits; expected 16-bit PCM (1) or 32-bit float (3)"),
        };
        return new Recording(frames, channels, sampleRateHz);
    }

    private static float[] FromPcm(ReadOnlySpan<byte> data, int channels)
    {
        var frames = new float[data.Length / (2 * channels) * channels];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / 32768f;
        }

        return frames;
    }
}
