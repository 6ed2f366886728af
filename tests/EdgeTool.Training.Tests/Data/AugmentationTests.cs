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
    public void AShiftThatKeepsEdgesRepeatsThem()
    {
        var random = new SplitMix(9);
        var moves = new HashSet<int>();
        for (var trial = 0; trial < 100; trial++)
        {
            var sequence = Enumerable.Range(0, 16).Select(i => (float)(10 + i)).ToArray();
            new ShiftAugmentation(0, 3, KeepsEdges: true).Apply(sequence, new Shape(1, 8, 2), random);
            var move = Enumerable.Range(-3, 7).Single(m => Enumerable.Range(0, 16).All(i => sequence[i] == 10 + (2 * Math.Clamp((i / 2) - m, 0, 7)) + (i % 2)));
            moves.Add(move);
        }

        Assert.Equal(7, moves.Count);
    }

    [Fact]
    public void ARotationTurnsAllInstantsAlikeAndKeepsLengths()
    {
        var random = new SplitMix(10);
        var angles = new List<double>();
        for (var trial = 0; trial < 100; trial++)
        {
            float[] sequence = [0, 0, 1, 0, 0, 2, 1, 0, 0];
            new RotateAugmentation(20).Apply(sequence, new Shape(1, 3, 3), random);
            var (down, twice, ahead) = (sequence[..3], sequence[3..6], sequence[6..]);
            Assert.Equal(1, down.Sum(v => v * v), 1e-5f);
            Assert.All(down.Zip(twice), p => Assert.Equal(2 * p.First, p.Second, 1e-5f));
            Assert.Equal(0, down.Zip(ahead).Sum(p => p.First * p.Second), 1e-5f);
            angles.Add(Math.Acos(down[2]) * 180 / Math.PI);
        }

        // Two rotations of up to 20 degrees tip an axis by a little less than 28.3 together.
        Assert.InRange(angles.Max(), 20, 28.3);
        Assert.Throws<RecipeException>(() => new RotateAugmentation(20).Apply(new float[4], new Shape(1, 2, 2), random));
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
    public void ABandMaskSilencesNeighbouringColumnsAtAllTimes()
    {
        var random = new SplitMix(6);
        var widths = new HashSet<int>();
        for (var trial = 0; trial < 100; trial++)
        {
            var image = Enumerable.Repeat(1f, 40).ToArray();
            new BandMaskAugmentation(3).Apply(image, Image, random);
            var silent = Enumerable.Range(0, 5).Where(x => image[x * 2] == 0).ToArray();
            widths.Add(silent.Length);
            Assert.True(silent.Length == 0 || silent[^1] - silent[0] == silent.Length - 1);
            Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(silent.Contains(i / 2 % 5) ? 0 : 1, image[i]));
        }

        Assert.Equal([0, 1, 2, 3], widths.Order());
    }

    [Fact]
    public void AStretchKeepsTheMiddleAndChangesTheSlope()
    {
        var random = new SplitMix(7);
        var slopes = new List<float>();
        for (var trial = 0; trial < 200; trial++)
        {
            // Two channels that rise and fall by one in every instant.
            var sequence = Enumerable.Range(0, 42).Select(i => i % 2 == 0 ? i / 2f : 20 - (i / 2)).ToArray();
            new StretchAugmentation(0.25).Apply(sequence, new Shape(1, 21, 2), random);
            Assert.Equal(10, sequence[20], 1e-5f);
            slopes.Add(sequence[24] - sequence[22]);
            Assert.All(Enumerable.Range(0, 21), t => Assert.Equal(20, sequence[2 * t] + sequence[(2 * t) + 1], 1e-4f));
            Assert.All(Enumerable.Range(0, 21), t => Assert.Equal(Math.Clamp(10 + ((t - 10) * slopes[^1]), 0, 20), sequence[2 * t], 1e-3f));
        }

        Assert.InRange(slopes.Min(), 0.75f, 0.8f);
        Assert.InRange(slopes.Max(), 1.2f, 1.25f);
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
