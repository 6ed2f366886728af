using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ResampleTests
{
    [Fact]
    public void EachElementIsAWeightedSum()
    {
        // Rows 0..2 of (1, 3, 2); positions outside stand for the border.
        var found = Run(new Shape(1, 3, 2), [1, 2, 3, 4, 5, 6], 1, new Shape(2, 2), [0, 1, 7, -7], [0.25f, 0.75f, 2, -1]);
        Assert.Equal([(0.25f * 1) + (0.75f * 3), (0.25f * 2) + (0.75f * 4), (2 * 5) - 1, (2 * 6) - 2], found);
    }

    [Fact]
    public void WideRowsAgreeWithTheFormula()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var shape = new Shape(2, 5, 19);
        var input = TestTensor.Random<float>(random, shape).As<float>();
        var (positions, weights) = (new int[4 * 3], new float[4 * 3]);
        for (var i = 0; i < positions.Length; i++)
        {
            (positions[i], weights[i]) = (random.Next(-1, 6), random.NextSingle());
        }

        var found = Run(shape, input, 1, new Shape(4, 3), positions, weights);
        for (var i = 0; i < found.Length; i++)
        {
            var (o, j, c) = (i / (4 * 19), i / 19 % 4, i % 19);
            var expected = Enumerable.Range(3 * j, 3).Sum(t => (double)weights[t] * input[(((o * 5) + Math.Clamp(positions[t], 0, 4)) * 19) + c]);
            Assert.True(Math.Abs(found[i] - expected) < 1e-5, $"seed {seed}, element {i}: {found[i]}, {expected}");
        }
    }

    private static float[] Run(Shape shape, float[] input, int axis, Shape taps, int[] positions, float[] weights)
    {
        var output = shape;
        output[axis] = taps[0];
        return MemoryMarshal.Cast<byte, float>(StepRunner.Run(
            new Resample { Axis = axis },
            [TestTensor.Of<float>(shape, input), TestTensor.Of<int>(taps, positions), TestTensor.Of<float>(taps, weights)],
            [TestTensor.Output<float>(output)],
            workers: 2)[0]).ToArray();
    }
}
