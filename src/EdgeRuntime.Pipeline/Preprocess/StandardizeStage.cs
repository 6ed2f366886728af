using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>standardize</c>: (x - mean) / std, each one number or one per channel.</summary>
internal sealed class StandardizeStage(Shape shape, float[] mean, float[] std) : IPreprocessStage
{
    public static StageKind Kind { get; } = new(
        "standardize",
        [new StageNumber("mean", null) { MayBePerChannel = true }, new StageNumber("std", null) { MayBePerChannel = true, MustBePositive = true }],
        p => new StandardizeStage(p.Output, p.PerChannel("mean"), p.PerChannel("std")));

    public Shape Input => shape;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        int m = 0, s = 0;
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = (input[i] - mean[m]) / std[s];
            m = m + 1 == mean.Length ? 0 : m + 1;
            s = s + 1 == std.Length ? 0 : s + 1;
        }
    }
}
