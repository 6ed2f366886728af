namespace EdgeTool.Training;

/// <summary>Smallest and largest value seen of an activation; 0 always counts, as it must be exact.</summary>
public sealed class AffineRange
{
    private float _min;
    private float _max;

    public void Observe(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            (_min, _max) = (Math.Min(_min, value), Math.Max(_max, value));
        }
    }

    /// <summary>Asymmetric int8 that covers the range, TensorFlow Lite 8-bit quantization specification.</summary>
    public Int8Quantization Quantization
    {
        get
        {
            var scale = Math.Max(_max - _min, 1e-6f) / 255;
            var zeroPoint = Math.Clamp(Math.Round(sbyte.MinValue - (_min / scale), MidpointRounding.AwayFromZero), sbyte.MinValue, sbyte.MaxValue);
            return new Int8Quantization(scale, (int)zeroPoint);
        }
    }
}

/// <summary>real = Scale * (stored - ZeroPoint), stored in int8.</summary>
public readonly record struct Int8Quantization(float Scale, int ZeroPoint);
