namespace EdgeRuntime.Kernels;

/// <summary>How a 16-bit argument becomes a position in <see cref="SigmoidTable"/>, in units of 1 / 12288: (x * multiplier, rounded) >> rightShift.</summary>
/// <param name="Multiplier">Positive.</param>
/// <param name="RightShift">0..31.</param>
public readonly record struct SigmoidScaling(int Multiplier, int RightShift)
{
    /// <summary>Largest scale whose multiplier fits 15 bits.</summary>
    public const float LargestScale = 32767f / PositionsPerUnit;

    private const int PositionsPerUnit = 3 * 4096;

    /// <summary>Arguments in units of 2^(leftShift - 12).</summary>
    public static SigmoidScaling PowerOfTwo(int leftShift) => new(3 << leftShift, 0);

    /// <summary>
    /// Arguments in units of <paramref name="scale"/>: exact where that is 2^-12 * 2^k with k up to <paramref name="largestLeftShift"/>,
    /// else with a multiplier of 15 bits, cut off as the TensorFlow Lite reference does.
    /// </summary>
    public static SigmoidScaling From(float scale, int largestLeftShift)
    {
        var log2 = Math.Log2(scale);
        var rounded = Math.Round(log2, MidpointRounding.AwayFromZero);
        if (Math.Abs(log2 - rounded) < 1e-3 && rounded >= -12 && rounded <= -12 + largestLeftShift)
        {
            return PowerOfTwo((int)rounded + 12);
        }

        var multiplier = (double)scale * PositionsPerUnit;
        var rightShift = 0;
        while (multiplier <= 32767 / 2.0 && rightShift <= 30)
        {
            multiplier *= 2;
            rightShift++;
        }

        return new((int)multiplier, rightShift);
    }

    /// <summary>Position of an argument.</summary>
    public int PositionOf(int x) => ((x * Multiplier) + (RightShift > 0 ? 1 << (RightShift - 1) : 0)) >> RightShift;
}
