using System.Buffers.Binary;

namespace EdgeTool.Compiler.Datasets;

/// <summary>A RIFF/WAVE recording: PCM of 8, 16, 24 or 32 bits, or 32-bit float; channels averaged to one.</summary>
/// <param name="SampleRateHz">Samples per second.</param>
/// <param name="Samples">In [-1, 1).</param>
public sealed record WavFile(int SampleRateHz, float[] Samples)
{
    /// <exception cref="DatasetException">Not such a recording, or cut off.</exception>
    public static WavFile Read(string path) => Parse(DataFile.ReadAll(path), path);

    /// <exception cref="DatasetException">Not such a recording, or cut off.</exception>
    public static WavFile Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < 12 || !bytes.StartsWith("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
        {
            throw new DatasetException($"{name} is no RIFF/WAVE file.");
        }

        ReadOnlySpan<byte> format = default;
        for (long at = 12; at + 8 <= bytes.Length;)
        {
            var id = bytes.Slice((int)at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)at + 4)..]);
            var content = bytes.Slice((int)at + 8, (int)Math.Min(length, bytes.Length - at - 8));
            if (id.SequenceEqual("fmt "u8))
            {
                format = content;
            }
            else if (id.SequenceEqual("data"u8))
            {
                return Decode(format, content, name);
            }

            // Chunks are padded to an even length.
            at += 8 + (long)length + (length & 1);
        }

        throw new DatasetException($"{name} has no data chunk; it was cut off.");
    }

    private static WavFile Decode(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data, string name)
    {
        if (format.Length < 16)
        {
            throw new DatasetException($"{name} has no complete fmt chunk before its data.");
        }

        const int Extensible = 0xFFFE;
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        tag = tag == Extensible && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : tag;
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (channels == 0 || rate <= 0 || (tag, bits) is not ((1, 8 or 16 or 24 or 32) or (3, 32)))
        {
            throw new DatasetException($"{name} has format {tag}, {bits} bits, {channels} channel(s), {rate} Hz; convert it to 16-bit PCM.");
        }

        var (sizeBytes, frameBytes) = (bits / 8, bits / 8 * channels);
        var samples = new float[data.Length / frameBytes];
        for (var i = 0; i < samples.Length; i++)
        {
            double sum = 0;
            for (var c = 0; c < channels; c++)
            {
                sum += One(data.Slice((i * frameBytes) + (c * sizeBytes), sizeBytes), tag);
            }

            samples[i] = (float)(sum / channels);
        }

        return new WavFile(rate, samples);
    }

    private static double One(ReadOnlySpan<byte> bytes, int tag) => (tag, bytes.Length) switch
    {
        (3, _) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (_, 1) => (bytes[0] - 128) / 128.0,
        (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768.0,
        (_, 3) => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) / 8388608.0,
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0,
    };
}
