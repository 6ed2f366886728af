using EdgeRuntime.Model;

namespace EdgeTool.Training;

/// <summary>A change that leaves an example's class as it is; drawn anew every time that the example is seen.</summary>
public abstract record Augmentation
{
    /// <param name="values">One example, in the input's shape; changed in place.</param>
    /// <param name="shape">(..., height, width, channels) or (..., time, channels); one number per instant is (time, 1).</param>
    /// <param name="random">What is drawn.</param>
    public abstract void Apply(Span<float> values, Shape shape, SplitMix random);

    /// <summary>Height, width and channels of an example; height 1 for sequences.</summary>
    protected static (int Height, int Width, int Channels) Extent(Shape shape) =>
        shape.Rank >= 3 ? (shape[-3], shape[-2], shape[-1]) : shape.Rank == 2 ? (1, shape[0] == 1 ? shape[1] : shape[0], shape[0] == 1 ? 1 : shape[1]) : (1, shape.ElementCount, 1);
}

/// <summary>Moves the example; what enters is 0. On images this is a random crop out of a padded picture.</summary>
/// <param name="Rows">Most rows up or down.</param>
/// <param name="Columns">Most columns, or instants, to either side.</param>
public sealed record ShiftAugmentation(int Rows, int Columns) : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        var (height, width, channels) = Extent(shape);
        var (down, right) = (random.Below((2 * Rows) + 1) - Rows, random.Below((2 * Columns) + 1) - Columns);
        var source = values.ToArray();
        values.Clear();
        var count = width - Math.Abs(right);
        for (var row = Math.Max(0, -down); row < Math.Min(height, height - down) && count > 0; row++)
        {
            source.AsSpan(((row * width) + Math.Max(0, -right)) * channels, count * channels)
                .CopyTo(values[((((row + down) * width) + Math.Max(0, right)) * channels)..]);
        }
    }
}

/// <summary>Adds noise to every element.</summary>
/// <param name="Deviation">Standard deviation, in the input's unit.</param>
public sealed record NoiseAugmentation(double Deviation) : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        foreach (ref var value in values)
        {
            value += (float)(Deviation * random.Normal());
        }
    }
}

/// <summary>Multiplies the whole example.</summary>
/// <param name="Range">Largest relative change: 0.2 for factors from 0.8 to 1.2.</param>
public sealed record GainAugmentation(double Range) : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        var factor = (float)random.Uniform(1 - Range, 1 + Range);
        foreach (ref var value in values)
        {
            value *= factor;
        }
    }
}

/// <summary>Mirrors half of the images, left to right.</summary>
public sealed record FlipAugmentation : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        if (random.Below(2) == 0)
        {
            return;
        }

        var (height, width, channels) = Extent(shape);
        var source = values.ToArray();
        for (var pixel = 0; pixel < height * width; pixel++)
        {
            var mirrored = (pixel / width * width) + width - 1 - (pixel % width);
            source.AsSpan(pixel * channels, channels).CopyTo(values[(mirrored * channels)..]);
        }
    }
}

/// <summary>Silences a stretch of time: rows of an image such as a spectrogram, instants of a sequence (Park et al. 2019).</summary>
/// <param name="Longest">Most rows or instants.</param>
public sealed record TimeMaskAugmentation(int Longest) : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        var (height, width, channels) = Extent(shape);
        var (times, elements) = height > 1 ? (height, width * channels) : (width, channels);
        var length = random.Below(Math.Min(Longest, times) + 1);
        var from = random.Below(times - length + 1);
        values.Slice(from * elements, length * elements).Clear();
    }
}
