namespace EdgeRuntime.Kernels;

/// <summary>
/// How stored integers become the fixed-point argument Q(m).(31-m) of <see cref="FixedPointExp"/> and <see cref="FixedPointSigmoid"/>.
/// </summary>
/// <param name="Multiplier">Factor to Q(m).</param>
/// <param name="Radius">Integers of a magnitude up to this stay inside the representable range.</param>
public readonly record struct FixedPointInput(QuantizedMultiplier Multiplier, int Radius)
{
    /// <summary>For integers whose unit is worth <paramref name="scale"/>, above 0.</summary>
    public static FixedPointInput From(double scale, int integerBits)
    {
        var real = Math.Min(Math.ScaleB(scale, 31 - integerBits), int.MaxValue);
        var multiplier = QuantizedMultiplier.From(real);

        // The multiplier's own shift stops at 30; the radius must shrink beyond.
        var shift = Math.Max(multiplier.Shift, Math.ILogB(real) + 1);
        var radius = Math.ScaleB((1 << integerBits) - 1, 31 - integerBits - shift);
        return new(multiplier, (int)Math.Min(Math.Floor(radius), int.MaxValue));
    }

    /// <summary>The argument for a difference or centred value <paramref name="x"/>.</summary>
    public int Rescale(int x) => FixedPoint.MultiplyByQuantizedMultiplier(x, Multiplier.Multiplier, Multiplier.Shift);
}
