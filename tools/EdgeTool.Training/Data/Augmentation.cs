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
/// <param name="KeepsEdges">What enters is the nearest row and column instead: a sensor at rest shows gravity, not 0.</param>
public sealed record ShiftAugmentation(int Rows, int Columns, bool KeepsEdges = false) : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        var (height, width, channels) = Extent(shape);
        var (down, right) = (random.Below((2 * Rows) + 1) - Rows, random.Below((2 * Columns) + 1) - Columns);
        var source = values.ToArray();
        values.Clear();
        for (var pixel = 0; pixel < height * width; pixel++)
        {
            var (row, column) = ((pixel / width) - down, (pixel % width) - right);
            var (nearestRow, nearestColumn) = (Math.Clamp(row, 0, height - 1), Math.Clamp(column, 0, width - 1));
            if (KeepsEdges || (row == nearestRow && column == nearestColumn))
            {
                source.AsSpan(((nearestRow * width) + nearestColumn) * channels, channels).CopyTo(values[(pixel * channels)..]);
            }
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

/// <summary>Silences neighbouring bands: columns of an image such as a spectrogram, at all times (Park et al. 2019).</summary>
/// <param name="Widest">Most columns.</param>
public sealed record BandMaskAugmentation(int Widest) : Augmentation
{
    public override void Apply(Span<float> values, Shape shape, SplitMix random)
    {
        var (height, width, channels) = Extent(shape);
        var bands = random.Below(Math.Min(Widest, width) + 1);
        var from = random.Below(width - bands + 1);
        for (var row = 0; row < height; row++)
        {
            values.Slice(((row * width) + from) * channels, bands * channels).Clear();
        }
    }
}
