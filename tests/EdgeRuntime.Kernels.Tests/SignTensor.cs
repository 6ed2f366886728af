using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>Signs as numbers, -1 and +1, and packed along the last axis.</summary>
/// <param name="Shape">Of the numbers.</param>
/// <param name="Values">-1 and +1.</param>
internal sealed record SignTensor(Shape Shape, float[] Values)
{
    public TestTensor Packed => Of(Shape, Values);

    public static SignTensor Random(Random random, Shape shape) =>
        new(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (random.Next(2) * 2f) - 1)]);

    /// <summary>Packed signs of numbers.</summary>
    public static TestTensor Of(Shape shape, float[] values)
    {
        var words = shape;
        words[-1] = SignWords.Count(shape[-1]);
        return TestTensor.Of<uint>(words, SignWords.Pack(values, shape[-1]));
    }

    /// <summary>The numbers of packed rows of <paramref name="length"/> signs, one bit at a time.</summary>
    public static int[] Unpack(byte[] bytes, int length)
    {
        var rowBytes = SignWords.Count(length) * sizeof(uint);
        return [.. Enumerable.Range(0, bytes.Length / rowBytes * length).Select(i =>
            ((bytes[(i / length * rowBytes) + (i % length / 8)] >> (i % length % 8)) & 1) == 0 ? 1 : -1)];
    }
}
