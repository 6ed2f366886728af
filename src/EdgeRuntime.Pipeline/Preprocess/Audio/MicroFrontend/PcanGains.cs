using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Gains of per-channel amplitude normalization, gain(noise) = 2^gainBits (noise / 2^inputBits + offset)^-strength (Wang, Getreuer, Hughes,
/// Lyon, Saurous, "Trainable frontend for robust and far-field keyword spotting", 2017), as <see cref="SignalPcan"/> reads them: for each
/// octave of the noise a parabola through its beginning, middle and end.
/// </summary>
internal static class PcanGains
{
    private const int Octaves = 32;

    public static short[] Table(float strength, float offset, int gainBits, int inputBits)
    {
        short Gain(uint noise)
        {
            var real = ((float)noise / (1u << inputBits)) + offset;
            var gain = (1u << gainBits) * (float)PortableMath.Exp(-strength * PortableMath.Log(real));
            return gain > short.MaxValue ? short.MaxValue : (short)(gain + 0.5f);
        }

        var table = new short[SignalPcan.GainTableLength + 1];
        (table[0], table[1]) = (Gain(0), Gain(1));
        for (var octave = 2; octave <= Octaves; octave++)
        {
            var begin = 1u << (octave - 1);
            var end = octave == Octaves ? uint.MaxValue : 2 * begin;
            int y = Gain(begin), toMiddle = Gain(begin + (begin / 2)) - y, toEnd = Gain(end) - y;
            var linear = (4 * toMiddle) - toEnd;
            var at = (4 * octave) - 6;
            (table[at], table[at + 1], table[at + 2]) = ((short)y, (short)linear, (short)(toEnd - linear));
        }

        return table[..SignalPcan.GainTableLength];
    }
}
