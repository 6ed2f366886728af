namespace EdgeRuntime.Pipeline;

/// <summary>
/// Which frequencies of a spectrum belong to which channel of the TensorFlow Lite Micro front end, and with what weight: centres evenly
/// spaced in mel(f) = 1127 ln(1 + f / 700), each frequency shared by the two channels around it. One channel more than asked for lies
/// below the first. In float32, as the front end's weights are made, so that the integers agree.
/// </summary>
internal sealed class MelChannels
{
    /// <summary>Fractional bits of the weights.</summary>
    public const int WeightBits = 12;

    private readonly List<short> _weights = [];
    private readonly List<short> _unweights = [];

    /// <param name="channels">Channels to make.</param>
    /// <param name="frequencies">Lines of the spectrum, the one at 0 Hz counted.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="lowHz">Where the channels begin.</param>
    /// <param name="highHz">Where they end.</param>
    public MelChannels(int channels, int frequencies, double sampleRateHz, double lowHz, double highHz)
    {
        var hzPerLine = sampleRateHz / 2 / (frequencies - 1);
        float low = Mel(lowHz), spacing = (Mel(highHz) - low) / (channels + 1);
        StartIndex = (int)Math.Round(1 + (lowHz / hzPerLine));
        (FrequencyStarts, WeightStarts, Widths) = (new short[channels + 1], new short[channels + 1], new short[channels + 1]);
        var (line, below) = (StartIndex, low);
        for (var channel = 0; channel <= channels; channel++)
        {
            var centre = low + (spacing * (channel + 1));
            (FrequencyStarts[channel], WeightStarts[channel]) = ((short)line, (short)_weights.Count);
            for (; Mel(line * hzPerLine) <= centre; line++)
            {
                var weight = (centre - Mel(line * hzPerLine)) / (centre - below);
                _weights.Add((short)(weight * (1 << WeightBits)));
                _unweights.Add((short)((1 - weight) * (1 << WeightBits)));
            }

            Widths[channel] = (short)(line - FrequencyStarts[channel]);
            below = centre;
        }

        EndIndex = line;
    }

    /// <summary>First line that counts.</summary>
    public int StartIndex { get; }

    /// <summary>The line behind the last that counts.</summary>
    public int EndIndex { get; }

    /// <summary>Share of a line that its own channel gets.</summary>
    public short[] Weights => [.. _weights];

    /// <summary>Share that the next channel gets.</summary>
    public short[] Unweights => [.. _unweights];

    /// <summary>First line of each channel, (channels + 1).</summary>
    public short[] FrequencyStarts { get; }

    /// <summary>First weight of each channel.</summary>
    public short[] WeightStarts { get; }

    /// <summary>Lines of each channel.</summary>
    public short[] Widths { get; }

    private static float Mel(double hz) => 1127f * (float)PortableMath.Log(1.0 + ((float)hz / 700f));
}
