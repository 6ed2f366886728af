using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>statistics</c>: pieces of <c>frameLength</c> frames, one every <c>frameStride</c> (as many when 0), to (pieces, channels, features):
/// the <c>features</c> named, in their order, of every channel. <c>channels</c> is how many the sensor has.
/// </summary>
internal sealed class StatisticsStage : IPreprocessStage
{
    private readonly string[] _features;
    private readonly int _length;
    private readonly int _stride;
    private readonly int _channels;

    private StatisticsStage(string[] features, int length, int stride, int channels, int frames)
    {
        (_features, _length, _stride, _channels) = (features, length, stride, channels);
        Input = channels == 1 ? new Shape(frames) : new Shape(frames, channels);
    }

    public static StageKind Kind { get; } = new(
        "statistics",
        [FrameNumbers.Length, StageNumber.Count("frameStride", 0, 0, FrameNumbers.MaxLength), StageNumber.Count("channels", 1, 1, 1024)],
        Create)
    {
        Options = [new StageOption("features", Statistic.Names) { IsList = true }],
    };

    public Shape Input { get; }

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var (from, to) = (0, 0); to < output.Length; from += _stride * _channels)
        {
            var piece = input.Slice(from, _length * _channels);
            for (var c = 0; c < _channels; c++)
            {
                var moments = SignalMoments.Of(piece, c, _channels);
                foreach (var feature in _features)
                {
                    output[to++] = (float)Statistic.Of(feature, moments);
                }
            }
        }
    }

    private static StatisticsStage Create(StageParameters parameters)
    {
        var (features, length, channels) = (parameters.Option("features").Split(','), parameters.Count("frameLength"), parameters.Count("channels"));
        var stride = parameters.Count("frameStride") is > 0 and var given ? given : length;
        var pieces = parameters.Rows(features.Length * channels, $"features of {channels} channel(s)");
        return new StatisticsStage(features, length, stride, channels, FrameNumbers.Samples(pieces, length, stride));
    }
}
