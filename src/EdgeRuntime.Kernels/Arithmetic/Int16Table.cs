namespace EdgeRuntime.Kernels;

/// <summary>
/// A function of a 16-bit value to a 16-bit value as 513 samples with linear interpolation; the upper 9 bits of the argument select
/// the sample, the lower 7 interpolate. Samples are shifted by half the interpolation's error at the middle, as the TensorFlow Lite
/// reference builds such tables.
/// </summary>
public static unsafe class Int16Table
{
    public const int Length = 513;

    private const int Steps = Length - 1;

    /// <summary>Samples <paramref name="function"/> over [<paramref name="first"/>, <paramref name="last"/>], results in units of 2^-15.</summary>
    public static void Fill(short* table, float first, float last, Func<float, float> function)
    {
        var unit = Unit();
        var step = (last - first) / Steps;
        for (var i = 0; i < Steps; i++)
        {
            var value = Round(function(first + (i * step)) * unit);
            var next = function(first + ((i + 1) * step)) * unit;
            var middle = Round(function(first + (i * step) + (step / 2)) * unit);
            var interpolated = Round((next + value) / 2);
            table[i] = (short)Math.Clamp(value - Round((interpolated - middle) / 2), short.MinValue, short.MaxValue);
        }

        table[Steps] = (short)Math.Clamp(Round(function(last) * unit), short.MinValue, short.MaxValue);
    }

    /// <summary>The function at <paramref name="x"/>.</summary>
    public static short At(short* table, short x)
    {
        var index = 256 + (x >> 7);
        var slope = table[index + 1] - table[index];
        return (short)(table[index] + (((slope * (x & 0x7F)) + 64) >> 7));
    }

    /// <summary>32768, but rounded step by step as the reference computes it from an output scale of 2 / 65535.</summary>
    private static float Unit()
    {
        var scale = 2f / 65535;
        var (lowest, highest) = (scale * short.MinValue, scale * short.MaxValue);
        return 65536 / (highest - lowest);
    }

    private static float Round(float value) => MathF.Round(value, MidpointRounding.AwayFromZero);
}
