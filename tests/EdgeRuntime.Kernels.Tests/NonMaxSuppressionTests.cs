using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class NonMaxSuppressionTests
{
    [Fact]
    public void RowsBehindTheCountHoldMinusOne()
    {
        // Boxes 0 and 1 share 0.9 / 1.1 of their union, box 2 lies apart; the second class sees none of them.
        var boxes = TestTensor.Of<float>(new Shape(1, 3, 4), [0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, 10, 1, 11]);
        var scores = TestTensor.Of<float>(new Shape(1, 2, 3), [0.6f, 0.7f, 0.9f, 0, 0, float.NaN]);
        var (selected, count) = Run(new NonMaxSuppression { MostOverlap = 0.5f }, boxes, scores, most: 3);
        Assert.Equal(2, count);
        Assert.Equal([0, 0, 2, 0, 0, 1, .. Enumerable.Repeat(-1L, 12)], selected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void RandomBoxesAgreeWithSortingThemFirst(int areCentred)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
        {
            var (images, classes, count, most) = (random.Next(1, 3), random.Next(1, 4), random.Next(1, 30), random.Next(1, 10));
            var record = new NonMaxSuppression { AreCentred = areCentred, MostOverlap = random.NextSingle(), LeastScore = i % 3 == 0 ? float.NegativeInfinity : random.NextSingle() };

            // Few different numbers, so that scores are equal and boxes touch.
            var boxes = TestTensor.Of<float>(new Shape(images, count, 4), [.. Enumerable.Range(0, images * count * 4).Select(_ => random.Next(-4, 5) / 2f)]);
            var scores = TestTensor.Of<float>(new Shape(images, classes, count), [.. Enumerable.Range(0, images * classes * count).Select(_ => random.Next(0, 6) / 5f)]);
            most = Math.Min(most, count);
            var (selected, found) = Run(record, boxes, scores, most);
            var expected = Expected(record, boxes, scores, most);
            Assert.True(found == expected.Count / 3, $"seed {seed}: {found} boxes, expected {expected.Count / 3}");
            Assert.True(selected.AsSpan(0, expected.Count).SequenceEqual(CollectionsMarshal.AsSpan(expected)), $"seed {seed}");
            Assert.All(selected[expected.Count..], s => Assert.Equal(-1, s));
        }
    }

    private static List<long> Expected(NonMaxSuppression record, TestTensor boxes, TestTensor scores, int most)
    {
        var selected = new List<long>();
        var (images, classes, count) = (scores.Info.Shape[0], scores.Info.Shape[1], scores.Info.Shape[2]);
        for (var row = 0; row < images * classes; row++)
        {
            var score = scores.As<float>()[(row * count)..((row + 1) * count)];
            var corners = Enumerable.Range(0, count).Select(b => Corners(boxes.As<float>().AsSpan(((row / classes * count) + b) * 4, 4), record.AreCentred == 1)).ToArray();
            var taken = new List<int>();
            foreach (var box in Enumerable.Range(0, count).Where(b => score[b] > record.LeastScore).OrderByDescending(b => score[b]))
            {
                if (taken.Count < most && taken.All(t => Overlap(corners[box], corners[t]) <= record.MostOverlap))
                {
                    taken.Add(box);
                }
            }

            selected.AddRange(taken.SelectMany(t => (long[])[row / classes, row % classes, t]));
        }

        return selected;
    }

    private static (float Y0, float X0, float Y1, float X1) Corners(ReadOnlySpan<float> box, bool isCentred) => isCentred
        ? (box[1] - (box[3] / 2), box[0] - (box[2] / 2), box[1] + (box[3] / 2), box[0] + (box[2] / 2))
        : (Math.Min(box[0], box[2]), Math.Min(box[1], box[3]), Math.Max(box[0], box[2]), Math.Max(box[1], box[3]));

    private static float Overlap((float Y0, float X0, float Y1, float X1) a, (float Y0, float X0, float Y1, float X1) b)
    {
        var common = Math.Max(0, Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0)) * Math.Max(0, Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0));
        return common > 0 ? common / (((a.Y1 - a.Y0) * (a.X1 - a.X0)) + ((b.Y1 - b.Y0) * (b.X1 - b.X0)) - common) : 0;
    }

    private static (long[] Selected, long Count) Run(NonMaxSuppression record, TestTensor boxes, TestTensor scores, int most)
    {
        var rows = scores.Info.Shape[0] * scores.Info.Shape[1] * most;
        var found = StepRunner.Run(record, [boxes, scores], [TestTensor.Output<long>(new Shape(rows, 3)), TestTensor.Output<long>(new Shape(1))], workers: 1);
        return (MemoryMarshal.Cast<byte, long>(found[0]).ToArray(), MemoryMarshal.Cast<byte, long>(found[1])[0]);
    }
}
