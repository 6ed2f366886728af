using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using static EdgeTool.Compiler.Tests.SourceNodes;

namespace EdgeTool.Compiler.Tests;

public class ConvolutionImporterTests
{
    [Fact]
    public void OptionsAreReadByTheirNumbers()
    {
        var conv = Import(3, [Tensor(1, 20, 30, 4), Tensor(6, 3, 5, 4)], [Tensor(1, 8, 6, 6)], (0, 1), (1, 3), (2, 2), (3, 1), (4, 3), (5, 2)).Record<Conv2D>();
        Assert.Equal((2, 3, 2, 3), (conv.StrideH, conv.StrideW, conv.DilationH, conv.DilationW));
        Assert.Equal((0, 0, Activation.Relu), (conv.PadTop, conv.PadLeft, conv.Activation));
        var depthwise = Import(4, [Tensor(1, 20, 30, 4), Tensor(1, 3, 5, 8)], [Tensor(1, 8, 6, 8)], (0, 1), (1, 3), (2, 2), (3, 2), (4, 3), (5, 3), (6, 2))
            .Record<DepthwiseConv2D>();
        Assert.Equal((2, 3, 2, 3), (depthwise.StrideH, depthwise.StrideW, depthwise.DilationH, depthwise.DilationW));
        Assert.Equal((2, Activation.Relu6), (depthwise.DepthMultiplier, depthwise.Activation));
        var transposed = Import(67, [List(1, 4, 9, 2), Tensor(2, 2, 3, 5), Tensor(1, 2, 3, 5)], [Tensor(1, 4, 9, 2)], (0, 0), (1, 3), (2, 2)).Record<TransposeConv>();
        Assert.Equal((2, 3), (transposed.StrideH, transposed.StrideW));
        var product = Import(126, [Tensor(2, 5), Tensor(5, 3)], [Tensor(2, 3)]).Record<BatchMatMul>();
        Assert.Equal((0, 0), (product.LeftTransposed, product.RightTransposed));
        product = Import(126, [Tensor(5, 2), Tensor(3, 5)], [Tensor(2, 3)], (0, true), (1, true)).Record<BatchMatMul>();
        Assert.Equal((1, 1), (product.LeftTransposed, product.RightTransposed));
    }

    [Theory]
    [InlineData(5, 3, 1, 1, 1)]
    [InlineData(5, 3, 2, 1, 1)]
    [InlineData(6, 3, 2, 1, 0)] // one element is missing in all: it goes behind the last
    [InlineData(49, 10, 2, 1, 4)]
    [InlineData(7, 3, 1, 2, 2)]
    [InlineData(4, 1, 3, 1, 0)]
    public void SamePaddingPutsTheSmallerHalfFirst(int extent, int kernel, int stride, int dilation, int expected) =>
        Assert.Equal(expected, SamePadding.Before(0, extent, kernel, stride, dilation));

    [Fact]
    public void ATransposedConvolutionPadsAsTheOneItTransposes()
    {
        // 8 outputs from 4 inputs, stride 2, windows of 5: 3 * 2 + 5 - 8 = 3 missing, one of them first.
        var record = Import(67, [List(1, 8, 8, 1), Tensor(1, 5, 5, 1), Tensor(1, 4, 4, 1)], [Tensor(1, 8, 8, 1)], (0, 0), (1, 2), (2, 2)).Record<TransposeConv>();
        Assert.Equal((1, 1), (record.PadTop, record.PadLeft));
    }

    [Fact]
    public void A16BitBiasIsWidened()
    {
        Value Int16(params int[] shape) => new() { Name = "x", Type = ElementType.Int16, Shape = new Shape(shape), Scales = [0.5f] };
        var bias = Value.Of<short>("bias", new Shape(2), [-3, 4]);
        var node = Import(67, [List(1, 1, 4, 2), Tensor(2, 1, 2, 1), Int16(1, 1, 2, 1), bias], [Int16(1, 1, 4, 2)], (0, 1), (1, 2), (2, 1));
        Assert.Equal([-3, 4], node.Inputs[2]!.ConstantAs<long>().ToArray());
    }

    [Fact]
    public void ShuffledWeightsAreRefused() =>
        Assert.Throws<UnsupportedException>(() => Import(9, [Tensor(1, 4), Tensor(2, 4)], [Tensor(1, 2)], (1, 1)));
}
