using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>channelOrder</c>: red and blue change places, unless <c>from</c> and <c>to</c> (<c>rgb</c> or <c>bgr</c>) are the same.</summary>
internal sealed class ChannelOrderStage(Shape shape, bool swaps) : IPreprocessStage
{
    public static StageKind Kind { get; } = new("channelOrder", [], Create)
    {
        Options = [new StageOption("from", "rgb", "bgr"), new StageOption("to", "bgr", "rgb")],
    };

    public Shape Input => shape;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var i = 0; i + 2 < output.Length; i += 3)
        {
            (output[i], output[i + 1], output[i + 2]) = swaps
                ? (input[i + 2], input[i + 1], input[i])
                : (input[i], input[i + 1], input[i + 2]);
        }
    }

    private static ChannelOrderStage Create(StageParameters parameters) => parameters.Image().Channels == 3
        ? new ChannelOrderStage(parameters.Output, parameters.Option("from") != parameters.Option("to"))
        : throw new ContractException($"it makes {parameters.Output}; expected an image of 3 channels.");
}
