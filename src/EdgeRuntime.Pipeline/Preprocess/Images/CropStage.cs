using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>crop</c>: the middle of an image of <c>inputHeight</c> x <c>inputWidth</c>, as large as what follows takes; an odd pixel stays at the bottom and right.</summary>
internal sealed class CropStage(Shape input, int outputH, int outputW) : IPreprocessStage
{
    public static StageKind Kind { get; } = new("crop", ImageSize.Numbers, Create);

    public Shape Input => input;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        var shape = Input; // (inputH, inputW, channels)
        var (top, left, channels) = ((shape[0] - outputH) / 2, (shape[1] - outputW) / 2, shape[2]);
        for (var y = 0; y < outputH; y++)
        {
            input.Slice((((top + y) * shape[1]) + left) * channels, outputW * channels).CopyTo(output[(y * outputW * channels)..]);
        }
    }

    private static CropStage Create(StageParameters parameters)
    {
        var (height, width, channels) = parameters.Image();
        var input = new Shape(parameters.Count(ImageSize.Height), parameters.Count(ImageSize.Width), channels);
        return height <= input[0] && width <= input[1]
            ? new CropStage(input, height, width)
            : throw new ContractException($"{height} x {width} pixels cannot be cut out of {input[0]} x {input[1]}.");
    }
}
