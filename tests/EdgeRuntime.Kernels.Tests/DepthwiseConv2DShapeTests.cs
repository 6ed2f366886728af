using EdgeRuntime.Model;
using KernelParity;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>The int8 depthwise convolutions of published models, by their shapes.</summary>
public class DepthwiseConv2DShapeTests
{
    /// <summary>Input height, width, channels; multiplier; kernel height, width; stride; output height, width; padding above, left.</summary>
    private static readonly (int InH, int InW, int InC, int Multiplier, int KernelH, int KernelW, int Stride, int OutH, int OutW, int PadTop, int PadLeft)[]
        Shapes =
    [
        (3, 3, 256, 1, 3, 3, 1, 3, 3, 1, 1),
        (3, 3, 288, 1, 7, 7, 1, 3, 3, 3, 3),
        (3, 3, 384, 1, 3, 3, 1, 3, 3, 1, 1),
        (3, 3, 480, 1, 3, 3, 1, 3, 3, 1, 1),
        (3, 4, 51, 1, 3, 3, 1, 1, 2, 0, 0),
        (3, 4, 64, 1, 3, 3, 1, 1, 2, 0, 0),
        (5, 1, 30, 1, 5, 1, 1, 1, 1, 0, 0),
        (5, 1, 32, 1, 5, 1, 1, 1, 1, 0, 0),
        (5, 5, 192, 1, 3, 3, 1, 5, 5, 1, 1),
        (5, 5, 240, 1, 3, 3, 1, 5, 5, 1, 1),
        (5, 5, 240, 1, 5, 5, 2, 3, 3, 2, 2),
        (5, 5, 240, 1, 7, 7, 1, 5, 5, 3, 3),
        (5, 7, 34, 1, 3, 3, 1, 3, 5, 0, 0),
        (5, 7, 64, 1, 3, 3, 1, 3, 5, 0, 0),
        (6, 6, 128, 1, 3, 3, 1, 6, 6, 1, 1),
        (6, 6, 128, 1, 3, 3, 2, 3, 3, 0, 0),
        (7, 1, 32, 1, 7, 1, 1, 1, 1, 0, 0),
        (7, 7, 960, 1, 3, 3, 1, 7, 7, 1, 1),
        (8, 1, 48, 1, 8, 1, 1, 1, 1, 0, 0),
        (9, 1, 32, 1, 9, 1, 1, 1, 1, 0, 0),
        (9, 1, 60, 1, 9, 1, 1, 1, 1, 0, 0),
        (9, 12, 34, 1, 3, 3, 1, 7, 10, 0, 0),
        (9, 12, 64, 1, 3, 3, 1, 7, 10, 0, 0),
        (10, 10, 120, 1, 5, 5, 1, 10, 10, 2, 2),
        (10, 10, 144, 1, 3, 3, 1, 10, 10, 1, 1),
        (11, 1, 32, 1, 11, 1, 1, 1, 1, 0, 0),
        (12, 12, 64, 1, 3, 3, 1, 12, 12, 1, 1),
        (12, 12, 64, 1, 3, 3, 2, 6, 6, 0, 0),
        (13, 1, 48, 1, 13, 1, 1, 1, 1, 0, 0),
        (13, 1, 60, 1, 13, 1, 1, 1, 1, 0, 0),
        (14, 14, 384, 1, 3, 3, 1, 14, 14, 1, 1),
        (14, 14, 576, 1, 3, 3, 1, 14, 14, 1, 1),
        (14, 14, 576, 1, 3, 3, 2, 7, 7, 0, 0),
        (15, 1, 32, 1, 15, 1, 1, 1, 1, 0, 0),
        (16, 16, 144, 1, 7, 7, 2, 5, 5, 0, 0),
        (17, 22, 51, 1, 3, 3, 1, 15, 20, 0, 0),
        (17, 22, 64, 1, 3, 3, 1, 15, 20, 0, 0),
        (20, 20, 48, 1, 3, 3, 1, 20, 20, 1, 1),
        (21, 1, 60, 1, 21, 1, 1, 1, 1, 0, 0),
        (23, 1, 64, 1, 23, 1, 1, 1, 1, 0, 0),
        (24, 24, 32, 1, 3, 3, 1, 24, 24, 1, 1),
        (24, 24, 32, 1, 3, 3, 2, 12, 12, 0, 0),
        (25, 5, 64, 1, 3, 3, 1, 25, 5, 1, 1),
        (26, 26, 48, 1, 7, 7, 2, 10, 10, 0, 0),
        (28, 28, 192, 1, 3, 3, 1, 28, 28, 1, 1),
        (28, 28, 192, 1, 3, 3, 2, 14, 14, 0, 0),
        (32, 42, 16, 1, 3, 3, 1, 30, 40, 0, 0),
        (32, 42, 64, 1, 3, 3, 1, 30, 40, 0, 0),
        (40, 40, 16, 1, 3, 3, 1, 40, 40, 1, 1),
        (42, 42, 48, 1, 3, 3, 2, 20, 20, 0, 0),
        (48, 48, 8, 1, 3, 3, 1, 48, 48, 1, 1),
        (48, 48, 16, 1, 3, 3, 2, 24, 24, 0, 0),
        (49, 40, 1, 8, 10, 8, 2, 25, 20, 4, 3),
        (56, 56, 144, 1, 3, 3, 1, 56, 56, 1, 1),
        (56, 56, 144, 1, 3, 3, 2, 28, 28, 0, 0),
        (62, 82, 16, 1, 3, 3, 1, 60, 80, 0, 0),
        (96, 96, 1, 8, 3, 3, 2, 48, 48, 0, 0),
        (112, 112, 32, 1, 3, 3, 1, 112, 112, 1, 1),
        (112, 112, 96, 1, 3, 3, 2, 56, 56, 0, 0),
    ];

    public static TheoryData<int> Indices => new(Enumerable.Range(0, Shapes.Length));

    [Theory]
    [MemberData(nameof(Indices))]
    public void EveryVariantGivesTheReferencesBytes(int index)
    {
        var shape = Shapes[index];
        var random = new Random(index);
        var record = new DepthwiseConv2D
        {
            StrideH = shape.Stride,
            StrideW = shape.Stride,
            DilationH = 1,
            DilationW = 1,
            PadTop = shape.PadTop,
            PadLeft = shape.PadLeft,
            DepthMultiplier = shape.Multiplier,
            Activation = Activation.Relu6,
        };
        var outC = shape.InC * shape.Multiplier;
        var input = TestTensor.Of<sbyte>(
            new Shape(1, shape.InH, shape.InW, shape.InC), Draw.Int8(random, shape.InH * shape.InW * shape.InC), 0.02f, -128);
        var elements = Draw.Int8(random, shape.KernelH * shape.KernelW * outC);
        elements.AsSpan().Replace(sbyte.MinValue, (sbyte)-127);
        var weights = TestTensor.PerChannel<sbyte>(
            new Shape(1, shape.KernelH, shape.KernelW, outC), elements, 3, [.. Enumerable.Range(0, outC).Select(_ => 0.005f + (0.01f * random.NextSingle()))]);
        var bias = TestTensor.Of<int>(new Shape(outC), [.. Enumerable.Range(0, outC).Select(_ => random.Next(-9000, 9000))]);
        var output = TestTensor.Output<sbyte>(new Shape(1, shape.OutH, shape.OutW, outC), 6f / 255, -128);
        var parity = new ParityCase<DepthwiseConv2D>(
            record, [input, weights, bias with { Info = bias.Info with { Kind = TensorKind.Constant } }], output);
        foreach (var (isa, difference) in parity.Compare())
        {
            Assert.True(difference is null, $"{isa}: {difference}: {parity}");
        }
    }
}
