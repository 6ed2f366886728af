using EdgeRuntime.Model;

namespace EdgeTool.Training;

/// <summary>
/// Turns a motion sensor as a whole: every three channels are x, y, z, in a unit whose 0 is no motion, and all turn alike about all three axes.
/// </summary>
/// <param name="Degrees">Largest angle about an axis, to either side.</param>
public sealed record RotateAugmentation(double Degrees) : Augmentation
{
    private const double Radian = Math.PI / 180;

    /// <exception cref="RecipeException">The channels are no triples.</exception>
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        var channels = Extent(shape).Channels;
        if (channels % 3 != 0)
        {
            throw new RecipeException($"rotate turns channels by threes, and the input {shape} has {channels}.");
        }

        var rotation = Rotation.Of(new Vector3(Angle(random), Angle(random), Angle(random)));
        for (var i = 0; i < values.Length; i += 3)
        {
            var turned = rotation.ToTurned(new Vector3(values[i], values[i + 1], values[i + 2]));
            (values[i], values[i + 1], values[i + 2]) = ((float)turned.X, (float)turned.Y, (float)turned.Z);
        }
    }

    private double Angle(SplitMix random) => random.Uniform(-Degrees, Degrees) * Radian;
}
