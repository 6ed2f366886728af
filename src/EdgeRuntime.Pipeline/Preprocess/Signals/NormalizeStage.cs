using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>normalize</c>: brings every window to one loudness, x * level / size, where size is the largest magnitude of the window (<c>peak</c>) or the
/// root of its mean square (<c>rms</c>). A window below <c>floor</c> is taken to be of that size, so that silence stays silent.
/// </summary>
internal sealed class NormalizeStage(Shape shape, bool isPeak, float level, float floor) : IPreprocessStage
{
    public static StageKind Kind { get; } = new(
        "normalize",
        [new StageNumber("level", 1) { MustBePositive = true }, new StageNumber("floor", 1e-4) { MustBePositive = true }],
        p => new NormalizeStage(p.Output, p.Option("by") == "peak", (float)p.Number("level"), (float)p.Number("floor")))
    {
        Options = [new StageOption("by", "peak", "rms")],
    };

    public Shape Input => shape;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        var size = isPeak ? Peak(input) : RootMeanSquare(input);
        var factor = level / (size > floor ? size : floor);
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = input[i] * factor;
        }
    }

    private static float Peak(ReadOnlySpan<float> window)
    {
        var peak = 0f;
        foreach (var x in window)
        {
            var magnitude = Math.Abs(x);
            peak = magnitude > peak ? magnitude : peak;
        }

        return peak;
    }

    /// <summary>In double precision and in order: the same bits on every machine.</summary>
    private static float RootMeanSquare(ReadOnlySpan<float> window)
    {
        var sum = 0.0;
        foreach (var x in window)
        {
            sum += (double)x * x;
        }

        return (float)Math.Sqrt(sum / window.Length);
    }
}
