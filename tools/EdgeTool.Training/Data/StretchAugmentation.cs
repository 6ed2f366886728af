using EdgeRuntime.Model;

namespace EdgeTool.Training;

/// <summary>
/// Plays the example faster or slower about its middle, linearly interpolated: rows of an image such as a spectrogram, instants of a sequence.
/// Beyond the ends the first and the last one go on.
/// </summary>
/// <param name="Range">Largest relative change of speed: 0.2 for 0.8 to 1.2 times as fast.</param>
public sealed record StretchAugmentation(double Range) : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        var (height, width, channels) = Extent(shape);
        var (times, elements) = height > 1 ? (height, width * channels) : (width, channels);
        var (speed, middle) = (random.Uniform(1 - Range, 1 + Range), (times - 1) / 2.0);
        var source = values.ToArray();
        for (var time = 0; time < times; time++)
        {
            var exact = Math.Clamp(middle + ((time - middle) * speed), 0, times - 1);
            var before = (int)exact;
            var (after, share) = (Math.Min(before + 1, times - 1), (float)(exact - before));
            for (var i = 0; i < elements; i++)
            {
                values[(time * elements) + i] = (source[(before * elements) + i] * (1 - share)) + (source[(after * elements) + i] * share);
            }
        }
    }
}
