using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using static EdgeTool.Compiler.Tests.SourceNodes;

namespace EdgeTool.Compiler.Tests;

public class StridedSliceImporterTests
{
    // Field numbers of StridedSliceOptions.
    private const int BeginMask = 0, EndMask = 1, EllipsisMask = 2, NewAxisMask = 3, ShrinkAxisMask = 4, Offset = 5;

    [Theory]
    [InlineData(10, 2, 7, 2, 0, 0, 2, 3)]
    [InlineData(10, 2, 8, 2, 0, 0, 2, 3)]
    [InlineData(10, -3, int.MaxValue, 1, 0, 0, 7, 3)]
    [InlineData(10, -100, 100, 3, 0, 0, 0, 4)]
    [InlineData(10, 5, 5, 1, 1, 1, 0, 10)]
    [InlineData(10, 8, 2, -3, 0, 0, 8, 2)]
    [InlineData(10, 100, -100, -1, 0, 0, 9, 10)]
    [InlineData(10, 0, 0, -4, 1, 1, 9, 3)]
    [InlineData(10, 3, 9, int.MaxValue, 0, 0, 3, 1)]
    [InlineData(10, -1, int.MinValue, int.MinValue, 0, 0, 9, 1)]
    public void ResolvesOneAxis(int size, int begin, int end, int stride, int beginMask, int endMask, int first, int count)
    {
        var record = Import(
            45,
            [Tensor(size), List(begin), List(end), List(stride)],
            [Tensor(count)],
            (BeginMask, beginMask),
            (EndMask, endMask)).Record<StridedSlice>();
        Assert.Equal((first, count, stride), (record.Begin[0], record.Count[0], record.Stride[0]));
    }

    [Fact]
    public void AnEllipsisStandsForTheAxesLeftOver()
    {
        // x[1, ..., 2:4] of (3, 4, 5, 6)
        var record = Import(
            45,
            [Tensor(3, 4, 5, 6), List(1, 0, 2), List(2, 0, 4), List(1, 1, 1)],
            [Tensor(4, 5, 2)],
            (EllipsisMask, 0b010),
            (ShrinkAxisMask, 0b001)).Record<StridedSlice>();
        Assert.Equal([1, 0, 0, 2], Of(record.Begin, 4));
        Assert.Equal([1, 4, 5, 2], Of(record.Count, 4));
    }

    [Fact]
    public void ANewAxisUsesNoneOfTheInput()
    {
        // x[newaxis, 1:3] of (4, 2)
        var record = Import(
            45, [Tensor(4, 2), List(0, 1), List(0, 3), List(1, 1)], [Tensor(1, 2, 2)], (NewAxisMask, 0b01)).Record<StridedSlice>();
        Assert.Equal([1, 0], Of(record.Begin, 2));
        Assert.Equal([2, 2], Of(record.Count, 2));
    }

    [Fact]
    public void ShrinkingTakesOneElementWhateverTheEnd()
    {
        var record = Import(
            45, [Tensor(4, 2), List(-1, 0), List(0, 2), List(1, 1)], [Tensor(2)], (ShrinkAxisMask, 0b01)).Record<StridedSlice>();
        Assert.Equal([3, 0], Of(record.Begin, 2));
        Assert.Equal([1, 2], Of(record.Count, 2));
    }

    [Fact]
    public void AnOffsetEndCountsFromBegin()
    {
        var record = Import(45, [Tensor(9), List(2), List(4), List(1)], [Tensor(4)], (Offset, true)).Record<StridedSlice>();
        Assert.Equal((2, 4), (record.Begin[0], record.Count[0]));
    }

    [Theory]
    [InlineData(3, 3, 1)]
    [InlineData(3, 5, -1)]
    [InlineData(0, 5, 0)]
    [InlineData(9, 12, 1)]
    public void RefusesEmptySlices(int begin, int end, int stride) => Assert.Throws<UnsupportedException>(() =>
        Import(45, [Tensor(9), List(begin), List(end), List(stride)], [Tensor(1)]));

    [Fact]
    public void RefusesTwoEllipses() => Assert.Throws<UnsupportedException>(() =>
        Import(45, [Tensor(9, 9), List(0, 0), List(1, 1), List(1, 1)], [Tensor(9, 9)], (EllipsisMask, 0b11)));

    [Fact]
    public void RefusesMoreEntriesThanAxes() => Assert.Throws<UnsupportedException>(() =>
        Import(45, [Tensor(9), List(0, 0), List(1, 1), List(1, 1)], [Tensor(1)]));

    [Fact]
    public void RefusesAnEndComputedAtRunTime()
    {
        var end = new Value { Name = "end", Type = ElementType.Int32, Shape = new Shape(1) };
        var e = Assert.Throws<UnsupportedException>(() => Import(45, [Tensor(9), List(0), end, List(1)], [Tensor(1)]));
        Assert.Contains("'end'", e.Message);
    }
}
