using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>detrend</c>: takes from every channel of a window its mean (<c>type</c>: <c>mean</c>) or the line through it that fits best in least
/// squares (<c>linear</c>).
/// </summary>
internal sealed class DetrendStage : IPreprocessStage
{
    private readonly int _channels;
    private readonly int _frames;
    private readonly bool _isLinear;

    private DetrendStage(Shape shape, int channels, int frames, bool isLinear) =>
        (Input, _channels, _frames, _isLinear) = (shape, channels, frames, isLinear);

    public static StageKind Kind { get; } = new("detrend", [SignalNumbers.Channels], Create) { Options = [new StageOption("type", "mean", "linear")] };

    public Shape Input { get; }

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        // Time counts from the middle of the window, so that mean and slope do not depend on each other.
        var middle = (_frames - 1) / 2.0;
        for (var c = 0; c < _channels; c++)
        {
            double sum = 0, moment = 0, spread = 0;
            for (var i = 0; i < _frames; i++)
            {
                var (x, time) = (input[(i * _channels) + c], i - middle);
                sum += x;
                moment += x * time;
                spread += time * time;
            }

            var (mean, slope) = (sum / _frames, _isLinear && spread > 0 ? moment / spread : 0);
            for (var i = 0; i < _frames; i++)
            {
                var at = (i * _channels) + c;
                output[at] = (float)(input[at] - mean - (slope * (i - middle)));
            }
        }
    }

    private static DetrendStage Create(StageParameters parameters)
    {
        var channels = parameters.Channels();
        return new DetrendStage(
            parameters.Output, channels, parameters.Rows(channels, "channels"), parameters.Option("type") == "linear");
    }
}
