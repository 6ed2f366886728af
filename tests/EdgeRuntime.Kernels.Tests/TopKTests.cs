using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class TopKTests
{
    [Fact]
    public void TheLargestComeFirstAndOfEqualOnesTheFirst()
    {
        var (values, indices) = Run<float>(TestTensor.Of<float>(new Shape(2, 4), [0, 3, 3, 2, 7, -1, 8, 7]), 1, 1, 3);
        Assert.Equal([3f, 3, 2, 8, 7, 7], values);
        Assert.Equal([1L, 2, 3, 2, 0, 3], indices);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void EveryAxisAndSizeAgreesWithSorting(int largest)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var shape = new Shape(random.Next(1, 4), random.Next(1, 9), random.Next(1, 4));
            var axis = random.Next(3);
            var k = random.Next(1, shape[axis] + 1);
            var input = TestTensor.Random<sbyte>(random, shape);
            var (values, indices) = Run<sbyte>(input, axis, largest, k);
            var output = shape;
            output[axis] = k;
            var elements = input.As<sbyte>();
            foreach (var at in MovedElements.Coordinates(output))
            {
                var line = Enumerable.Range(0, shape[axis]).Select(a => elements[MovedElements.IndexOf(shape, [.. at.Select((c, x) => x == axis ? a : c)])]);
                var (value, index) = line.Select((v, a) => (v, a)).OrderBy(p => largest == 1 ? -p.v : p.v).ElementAt(at[axis]);
                Assert.True(values[MovedElements.IndexOf(output, at)] == value && indices[MovedElements.IndexOf(output, at)] == index, $"seed {seed}");
            }
        }
    }

    private static (T[] Values, long[] Indices) Run<T>(TestTensor input, int axis, int largest, int k) where T : unmanaged
    {
        var shape = input.Info.Shape;
        shape[axis] = k;
        var found = StepRunner.Run(
            new TopK { Axis = axis, Largest = largest }, [input], [TestTensor.Output<T>(shape), TestTensor.Output<long>(shape)], workers: 2);
        return (MemoryMarshal.Cast<byte, T>(found[0]).ToArray(), MemoryMarshal.Cast<byte, long>(found[1]).ToArray());
    }
}
