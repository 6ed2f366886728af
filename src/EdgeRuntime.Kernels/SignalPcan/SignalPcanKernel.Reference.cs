using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalPcanKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1, Run = &Run };
        return true;
    }

    /// <summary>Fractional bits of the signal-to-noise ratio, and of the output.</summary>
    private const int SnrBits = 12, OutputBits = 6;

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var shift = step->RecordAs<SignalPcan>().SnrShift;
        uint* x = step->Inputs[0].As<uint>(), noise = step->Inputs[1].As<uint>(), y = step->Outputs[0].As<uint>();
        var gains = step->Inputs[2].As<short>();
        for (var channel = 0; channel < step->Inputs[0].ElementCount; channel++)
        {
            y[channel] = Shrink((uint)((x[channel] * (ulong)(uint)Gain(noise[channel], gains)) >> shift));
        }
    }

    /// <summary>A parabola through each octave of the noise: its three coefficients lie four elements apart; 0, 1 and 2 have a gain each.</summary>
    private static short Gain(uint noise, short* gains)
    {
        if (noise <= 2)
        {
            return gains[noise];
        }

        var bits = 32 - BitOperations.LeadingZeroCount(noise);
        var octave = gains + (4 * bits) - 6;
        var position = (int)(bits < 11 ? noise << (11 - bits) : noise >> (bits - 11)) & 0x3FF;
        var slope = ((octave[2] * position) >> 5) + (octave[1] << 5);
        return (short)((((slope * position) + (1 << 14)) >> 15) + octave[0]);
    }

    private static uint Shrink(uint snr) => snr < 2 << SnrBits
        ? (snr * snr) >> (2 + (2 * SnrBits) - OutputBits)
        : (snr >> (SnrBits - OutputBits)) - (1 << OutputBits);
}
