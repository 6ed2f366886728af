namespace EdgeRuntime.Pipeline;

/// <summary><c>standardize</c>: (x - mean) / std, each one number or one per channel.</summary>
internal sealed class StandardizeStage(float[] mean, float[] std) : IPreprocessStage
{
    public static StageKind Kind { get; } = new(
        "standardize",
        [new StageNumber("mean", null), new StageNumber("std", null) { MustBePositive = true }],
        numbers => new StandardizeStage(numbers[0], numbers[1]));

    public void Apply(Span<float> window)
    {
        int m = 0, s = 0;
        for (var i = 0; i < window.Length; i++)
        {
            window[i] = (window[i] - mean[m]) / std[s];
            m = m + 1 == mean.Length ? 0 : m + 1;
            s = s + 1 == std.Length ? 0 : s + 1;
        }
    }
}
