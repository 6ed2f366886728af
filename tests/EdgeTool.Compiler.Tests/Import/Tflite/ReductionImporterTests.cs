using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using static EdgeTool.Compiler.Tests.SourceNodes;

namespace EdgeTool.Compiler.Tests;

public class ReductionImporterTests
{
    [Fact]
    public void PoolsReadTheirWindowByFieldNumber()
    {
        var window = Import(1, [Tensor(1, 9, 12, 2)], [Tensor(1, 4, 4, 2)], (0, 1), (1, 3), (2, 2), (3, 2), (4, 3), (5, 3)).Record<AveragePool2D>().Window;
        Assert.Equal((2, 3, 3, 2), (window.StrideH, window.StrideW, window.FilterH, window.FilterW));
        Assert.Equal((0, 0, Activation.Relu6), (window.PadTop, window.PadLeft, window.Activation));
        window = Import(17, [Tensor(1, 9, 12, 2)], [Tensor(1, 5, 4, 2)], (0, 0), (1, 3), (2, 2), (3, 5), (4, 4)).Record<MaxPool2D>().Window;

        // H: 4 * 2 + 4 - 9 = 3 missing, one first; W: 3 * 3 + 5 - 12 = 2 missing, one first.
        Assert.Equal((1, 1, Activation.None), (window.PadTop, window.PadLeft, window.Activation));
    }

    [Fact]
    public void MeanTakesAxesFromEitherEnd()
    {
        var mean = Import(40, [Tensor(1, 3, 5, 2), List(1, -2)], [Tensor(1, 1, 1, 2)], (0, true)).Record<Mean>();
        Assert.Equal((0b0110, 1), (mean.AxisMask, mean.KeepDims));
        Assert.Throws<UnsupportedException>(() => Import(40, [Tensor(1, 3), List(2)], [Tensor(1, 3)]));
    }

    [Fact]
    public void ArgMaxTakesItsAxisFromTheOperand() =>
        Assert.Equal(2, Import(56, [Tensor(1, 3, 5), List(-1)], [new Value { Name = "index", Type = ElementType.Int64, Shape = new Shape(1, 3) }]).Record<ArgMax>().Axis);

    [Fact]
    public void ResizingReadsBothFlags()
    {
        var nearest = Import(97, [Tensor(1, 2, 2, 1), List(4, 6)], [Tensor(1, 4, 6, 1)], (0, true)).Record<ResizeNearestNeighbor>();
        Assert.Equal((1, 0), (nearest.AlignCorners, nearest.HalfPixelCenters));
        var bilinear = Import(23, [Tensor(1, 2, 2, 1), List(4, 6)], [Tensor(1, 4, 6, 1)], (3, true)).Record<ResizeBilinear>();
        Assert.Equal((0, 1), (bilinear.AlignCorners, bilinear.HalfPixelCenters));
    }

    [Fact]
    public void ASizeThatIsNotTheOutputsIsRefused() =>
        Assert.Throws<UnsupportedException>(() => Import(23, [Tensor(1, 2, 2, 1), List(4, 6)], [Tensor(1, 4, 5, 1)]));
}
