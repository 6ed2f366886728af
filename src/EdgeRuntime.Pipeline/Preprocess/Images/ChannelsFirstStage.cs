using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>channelsFirst</c>: (height, width, channels) to (channels, height, width), for models that take their images so.</summary>
internal sealed class ChannelsFirstStage(int channels, int height, int width) : IPreprocessStage
{
    public static StageKind Kind { get; } = new("channelsFirst", [], Create);

    public Shape Input => new(height, width, channels);

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        var pixels = height * width;
        for (var c = 0; c < channels; c++)
        {
            for (var p = 0; p < pixels; p++)
            {
                output[(c * pixels) + p] = input[(p * channels) + c];
            }
        }
    }

    private static ChannelsFirstStage Create(StageParameters parameters)
    {
        var (channels, height, width) = parameters.Image();
        return new ChannelsFirstStage(channels, height, width);
    }
}
