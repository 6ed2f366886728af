using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>window</c>: weighs every row of <c>length</c> samples (the innermost dimension when 0) with <c>function</c>.</summary>
internal sealed class WindowStage(Shape shape, float[] weights) : IPreprocessStage
{
    public static StageKind Kind { get; } = new("window", [StageNumber.Count("length", 0, 0, FrameNumbers.MaxLength)], Create)
    {
        Options = [new StageOption("function", WindowFunction.Names), new StageOption("symmetry", "periodic", "symmetric")],
    };

    public Shape Input => shape;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        var w = 0;
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = input[i] * weights[w];
            w = w + 1 == weights.Length ? 0 : w + 1;
        }
    }

    private static WindowStage Create(StageParameters parameters)
    {
        var length = parameters.Count("length") is > 0 and var given ? given : parameters.Output.Rank > 0 ? parameters.Output[-1] : 1;
        parameters.Rows(length, "samples a row");
        var weights = WindowFunction.Weights(parameters.Option("function"), length, parameters.Option("symmetry") == "periodic");
        return new WindowStage(parameters.Output, Array.ConvertAll(weights, w => (float)w));
    }
}
