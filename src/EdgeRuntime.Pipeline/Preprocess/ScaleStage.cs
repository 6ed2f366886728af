using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>scale</c>: x * factor + offset, each one number or one per channel.</summary>
internal sealed class ScaleStage(Shape shape, float[] factor, float[] offset) : IPreprocessStage
{
    public static StageKind Kind { get; } = new(
        "scale",
        [new StageNumber("factor", 1) { MayBePerChannel = true }, new StageNumber("offset", 0) { MayBePerChannel = true }],
        p => new ScaleStage(p.Output, p.PerChannel("factor"), p.PerChannel("offset")));

    public Shape Input => shape;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        int f = 0, o = 0;
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = (input[i] * factor[f]) + offset[o];
            f = f + 1 == factor.Length ? 0 : f + 1;
            o = o + 1 == offset.Length ? 0 : o + 1;
        }
    }
}
