using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Logistic and tanh of 16-bit arguments to 16-bit results in units of 2^-15, by linear interpolation in <see cref="SigmoidTable"/>;
/// bit for bit the TensorFlow Lite reference for int16 activations and LSTM gates.
/// </summary>
public static class Int16Sigmoid
{
    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Logistic(int x, SigmoidScaling scaling)
    {
        var position = scaling.PositionOf(x);
        var distance = Magnitude(position);

        // Q0.25: the table's 16 bits and 9 bits between two entries. 255 entries cover 10.6, beyond is 1.
        var index = distance >> 9;
        var value = index >= 255 ? 0x7FFFu << 10 : Interpolate(index, distance & 0x1FF, 9);
        var signed = position >= 0 ? value + (1 << 9) : (1u << 25) - value + (1 << 9) - 1;
        return (short)(signed >> 10);
    }

    /// <summary>tanh(x) = 2 / (1 + exp(-2x)) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short Tanh(int x, SigmoidScaling scaling)
    {
        var position = scaling.PositionOf(x);
        var distance = Magnitude(position);

        // Q0.24: an entry is half as wide, as the table is read at 2x.
        var index = distance >> 8;
        var value = (int)(index >= 255 ? 0xFFFFu << 8 : Interpolate(index, distance & 0xFF, 8));
        var signed = position >= 0 ? value - (1 << 23) + (1 << 7) : -value + (1 << 23) + (1 << 7) - 1;
        return (short)(signed >> 8);
    }

    private static uint Magnitude(int value) => (uint)(value < 0 ? -value : value);

    private static uint Interpolate(uint index, uint fraction, int fractionBits)
    {
        uint from = SigmoidTable.Values[(int)index], to = SigmoidTable.Values[(int)index + 1];
        return (from << fractionBits) + (fraction * (to - from));
    }
}
