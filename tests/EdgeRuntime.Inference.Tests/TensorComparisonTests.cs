using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference.Tests;

public class TensorComparisonTests
{
    [Fact]
    public void IntegersMustBeEqual()
    {
        Assert.Equal(-1, TensorComparison.FirstDifference(ElementType.Int16, [1, 2, 3, 4], [1, 2, 3, 4]));
        Assert.Equal(1, TensorComparison.FirstDifference(ElementType.Int16, [1, 2, 3, 4], [1, 2, 3, 5]));
        Assert.Equal("1027", TensorComparison.ElementText(ElementType.Int16, [1, 2, 3, 4], 1));
        Assert.Equal("-1", TensorComparison.ElementText(ElementType.Int8, [255], 0));
    }

    [Theory]
    [InlineData(1f, 1.00005f, true)]
    [InlineData(1f, 1.0002f, false)]
    [InlineData(0f, 0.000009f, true)]
    [InlineData(0f, 0.00002f, false)]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    public void FloatsMayDifferInTheLastPlaces(float expected, float found, bool same) =>
        Assert.Equal(same ? -1 : 0, TensorComparison.FirstDifference(ElementType.Float32, Bytes(expected), Bytes(found)));

    [Fact]
    public void AnotherLengthDiffersAtTheFirstMissingElement()
    {
        Assert.Equal(2, TensorComparison.FirstDifference(ElementType.Int8, [1, 2], [1, 2, 3]));
        Assert.Equal("nothing", TensorComparison.ElementText(ElementType.Int8, [1, 2], 2));
    }

    private static byte[] Bytes(float value) => MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in value)).ToArray();
}
