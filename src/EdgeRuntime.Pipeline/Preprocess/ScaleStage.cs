namespace EdgeRuntime.Pipeline;

/// <summary><c>scale</c>: x * factor + offset, each one number or one per channel.</summary>
internal sealed class ScaleStage(float[] factor, float[] offset) : IPreprocessStage
{
    public static StageKind Kind { get; } = new(
        "scale",
        [new StageNumber("factor", 1), new StageNumber("offset", 0)],
        numbers => new ScaleStage(numbers[0], numbers[1]));

    public void Apply(Span<float> window)
    {
        int f = 0, o = 0;
        for (var i = 0; i < window.Length; i++)
        {
            window[i] = (window[i] * factor[f]) + offset[o];
            f = f + 1 == factor.Length ? 0 : f + 1;
            o = o + 1 == offset.Length ? 0 : o + 1;
        }
    }
}
