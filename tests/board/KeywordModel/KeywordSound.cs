using System.Buffers.Binary;

namespace KeywordModel;

/// <summary>
/// Ten seconds of sound at 16 kHz, of which no second repeats another: tones that come, glide and fade over noise, drawn at random but always
/// the same. It is computed with whole numbers alone, so that it is the same file wherever it is made.
/// </summary>
internal static class KeywordSound
{
    private const int SampleRateHz = 16_000, Seconds = 10, TonesPerSecond = 3, HeaderBytes = 44;

    /// <summary>A RIFF WAVE file of one channel, 16-bit PCM.</summary>
    public static byte[] Wav()
    {
        var samples = new int[SampleRateHz * Seconds];
        var random = new Random(20261129);
        foreach (ref var sample in samples.AsSpan())
        {
            sample = random.Next(-400, 401);
        }

        for (var i = 0; i < Seconds * TonesPerSecond; i++)
        {
            AddTone(samples.AsSpan(random.Next(samples.Length)), random);
        }

        var file = new byte[HeaderBytes + (2 * samples.Length)];
        WriteHeader(file, 2 * samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(HeaderBytes + (2 * i)), (short)Math.Clamp(samples[i], short.MinValue, short.MaxValue));
        }

        return file;
    }

    /// <summary>A triangle wave whose frequency glides while it fades in and out; phase and frequency are parts of 2^32 of a period.</summary>
    private static void AddTone(Span<int> samples, Random random)
    {
        var length = Math.Min(samples.Length, random.Next(SampleRateHz / 10, SampleRateHz));
        var (phase, step) = (0u, (uint)(random.NextInt64(200, 3000) * (1L << 32) / SampleRateHz));
        var (glide, loudness) = (random.Next(-8_000, 8_000), random.Next(1_000, 8_000));
        for (var i = 0; i < length; i++)
        {
            var wave = Math.Abs((int)(phase >> 16) - 32_768) - 16_384;
            var envelope = (long)Math.Min(i, length - i) * 2 * loudness / length;
            samples[i] += (int)(wave * envelope / 16_384);
            phase += step;
            step = (uint)(step + glide);
        }
    }

    private static void WriteHeader(Span<byte> file, int dataBytes)
    {
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[4..], HeaderBytes - 8 + dataBytes);
        "WAVEfmt "u8.CopyTo(file[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(file[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(file[24..], SampleRateHz);
        BinaryPrimitives.WriteInt32LittleEndian(file[28..], 2 * SampleRateHz);
        BinaryPrimitives.WriteInt16LittleEndian(file[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(file[34..], 16);
        "data"u8.CopyTo(file[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(file[40..], dataBytes);
    }
}
