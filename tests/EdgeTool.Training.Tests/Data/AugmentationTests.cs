using EdgeRuntime.Model;

namespace EdgeTool.Training.Tests;

public class AugmentationTests
{
    private static readonly Shape Image = new(1, 4, 5, 2);

    [Fact]
    public void AShiftMovesEveryPixelAlikeAndFillsWithZeros()
    {
        var source = Enumerable.Range(1, 40).Select(i => (float)i).ToArray();
        var seen = new HashSet<(int, int)>();
        var random = new SplitMix(4);
        for (var trial = 0; trial < 200; trial++)
        {
            var moved = (float[])source.Clone();
            new ShiftAugmentation(1, 2).Apply(moved, Image, random);
            var fits = (from down in Enumerable.Range(-1, 3) from right in Enumerable.Range(-2, 5) where IsMoved(moved, down, right) select (down, right)).ToArray();
            seen.Add(Assert.Single(fits));
        }

        Assert.Equal(15, seen.Count);

        bool IsMoved(float[] moved, int down, int right) => Enumerable.Range(0, 40).All(i =>
        {
            var (y, x, c) = ((i / 10) - down, (i / 2 % 5) - right, i % 2);
            return moved[i] == (y is >= 0 and < 4 && x is >= 0 and < 5 ? source[(y * 10) + (x * 2) + c] : 0);
        });
    }

    [Fact]
    public void AFlipTwiceIsNothing()
    {
        var source = Enumerable.Range(1, 40).Select(i => (float)i).ToArray();
        var (flipped, kept) = (0, 0);
        for (ulong seed = 0; seed < 50; seed++)
        {
            var image = (float[])source.Clone();
            new FlipAugmentation().Apply(image, Image, new SplitMix(seed));
            _ = image.SequenceEqual(source) ? kept++ : flipped++;
            Assert.True(image.SequenceEqual(source) || (image[0] == 9 && image[1] == 10 && image[8] == 1));
            new FlipAugmentation().Apply(image, Image, new SplitMix(seed));
            Assert.Equal(source, image);
        }

        Assert.True(flipped > 10 && kept > 10);
    }

    [Fact]
    public void ATimeMaskSilencesOneStretch()
    {
        var random = new SplitMix(5);
        for (var trial = 0; trial < 100; trial++)
        {
            var sequence = Enumerable.Repeat(1f, 60).ToArray();
            new TimeMaskAugmentation(7).Apply(sequence, new Shape(1, 20, 3), random);
            var silent = Enumerable.Range(0, 20).Where(t => sequence[t * 3] == 0).ToArray();
            Assert.InRange(silent.Length, 0, 7);
            Assert.True(silent.Length == 0 || silent[^1] - silent[0] == silent.Length - 1);
            Assert.Equal(3 * silent.Length, sequence.Count(v => v == 0));
        }
    }

    [Fact]
    public void NoiseAndGainHaveTheirSize()
    {
        var values = new float[100_000];
        new NoiseAugmentation(0.5).Apply(values, new Shape(1, 100_000), new SplitMix(2));
        Assert.Equal(0.5, Math.Sqrt(values.Average(v => (double)v * v)), 0.01);
        var ones = Enumerable.Repeat(1f, 10).ToArray();
        new GainAugmentation(0.2).Apply(ones, new Shape(1, 10), new SplitMix(2));
        Assert.InRange(ones[0], 0.8f, 1.2f);
        Assert.All(ones, v => Assert.Equal(ones[0], v));
    }
}
