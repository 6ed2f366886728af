namespace EdgeTool.Compiler.Quantization;

/// <summary>Real numbers that a tensor's integers must cover.</summary>
public readonly record struct ValueRange(float Min, float Max)
{
    public float MaxMagnitude => Math.Max(Math.Abs(Min), Math.Abs(Max));

    /// <summary>The range of a constant.</summary>
    public static ValueRange Of(ReadOnlySpan<float> values)
    {
        var (min, max) = (0f, 0f);
        foreach (var v in values)
        {
            (min, max) = (Math.Min(min, v), Math.Max(max, v));
        }

        return new ValueRange(min, max);
    }

    /// <summary>Whether the ends lie within a share of the width of those of another range.</summary>
    public bool IsNear(ValueRange other, float share) =>
        Math.Max(Math.Abs(Min - other.Min), Math.Abs(Max - other.Max)) <= share * (other.Max - other.Min);
}
