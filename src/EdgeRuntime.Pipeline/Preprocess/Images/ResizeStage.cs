using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>resize</c>: an image of <c>inputHeight</c> x <c>inputWidth</c> to the size that follows, the whole image, aspect ratio not kept.
/// Pixel centres lie at half coordinates: output pixel i samples the input at (i + 0.5) * inputSize / outputSize - 0.5, clamped to the
/// border. <c>method</c>: <c>bilinear</c>, or <c>nearest</c>, which takes the pixel that the point lies in.
/// </summary>
internal sealed class ResizeStage : IPreprocessStage
{
    private readonly Axis _rows;
    private readonly Axis _columns;
    private readonly int _channels;

    private ResizeStage(Axis rows, Axis columns, int channels) => (_rows, _columns, _channels) = (rows, columns, channels);

    public static StageKind Kind { get; } = new("resize", ImageSize.Numbers, Create) { Options = [new StageOption("method", "bilinear", "nearest")] };

    public Shape Input => new(_rows.InputSize, _columns.InputSize, _channels);

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        var next = 0;
        for (var y = 0; y < _rows.First.Length; y++)
        {
            var top = input.Slice(_rows.First[y] * _columns.InputSize * _channels, _columns.InputSize * _channels);
            var bottom = input.Slice(_rows.Second[y] * _columns.InputSize * _channels, _columns.InputSize * _channels);
            for (var x = 0; x < _columns.First.Length; x++)
            {
                var (left, right) = (_columns.First[x] * _channels, _columns.Second[x] * _channels);
                for (var c = 0; c < _channels; c++)
                {
                    var upper = Between(top[left + c], top[right + c], _columns.Fraction[x]);
                    var lower = Between(bottom[left + c], bottom[right + c], _columns.Fraction[x]);
                    output[next++] = Between(upper, lower, _rows.Fraction[y]);
                }
            }
        }
    }

    private static float Between(float a, float b, float fraction) => a + ((b - a) * fraction);

    private static ResizeStage Create(StageParameters parameters)
    {
        var (height, width, channels) = parameters.Image();
        var isNearest = parameters.Option("method") == "nearest";
        return new ResizeStage(
            Axis.Of(parameters.Count(ImageSize.Height), height, isNearest), Axis.Of(parameters.Count(ImageSize.Width), width, isNearest), channels);
    }

    /// <summary>For every output position of one axis: its two neighbours in the input, and how far it lies towards the second.</summary>
    private sealed record Axis(int InputSize, int[] First, int[] Second, float[] Fraction)
    {
        public static Axis Of(int inputSize, int outputSize, bool isNearest)
        {
            var axis = new Axis(inputSize, new int[outputSize], new int[outputSize], new float[outputSize]);
            for (var i = 0; i < outputSize; i++)
            {
                var centre = (i + 0.5) * inputSize / outputSize;
                var position = isNearest ? Math.Floor(centre) : Math.Clamp(centre - 0.5, 0, inputSize - 1);
                axis.First[i] = Math.Min((int)position, inputSize - 1);
                axis.Second[i] = isNearest ? axis.First[i] : Math.Min(axis.First[i] + 1, inputSize - 1);
                axis.Fraction[i] = isNearest ? 0 : (float)(position - axis.First[i]);
            }

            return axis;
        }
    }
}
