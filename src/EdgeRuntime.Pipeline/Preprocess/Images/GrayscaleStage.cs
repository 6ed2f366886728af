using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>grayscale</c>: (height, width, 3) red, green, blue to (height, width, 1): 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).</summary>
internal sealed class GrayscaleStage(Shape input) : IPreprocessStage
{
    public static StageKind Kind { get; } = new("grayscale", [], Create);

    public Shape Input => input;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = (0.299f * input[3 * i]) + (0.587f * input[(3 * i) + 1]) + (0.114f * input[(3 * i) + 2]);
        }
    }

    private static GrayscaleStage Create(StageParameters parameters)
    {
        var (height, width, channels) = parameters.Image();
        return channels == 1
            ? new GrayscaleStage(new Shape(height, width, 3))
            : throw new ContractException($"it makes {parameters.Output}; expected an image of 1 channel.");
    }
}
