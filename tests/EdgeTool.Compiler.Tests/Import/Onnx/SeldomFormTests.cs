using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Forms of operators that exporters write seldom, beside ONNX Runtime.</summary>
public class SeldomFormTests
{
    [Fact]
    public void TransposedConvolutions()
    {
        Agrees(Line(4, 7).Floats("w", [4, 3, 3], Numbers(36)).Node("ConvTranspose", ["x", "w"], ["r"],
            IntsAttribute("strides", 2), IntsAttribute("output_padding", 1), IntsAttribute("pads", 1, 1)), 3);
        Agrees(Line(4, 7).Floats("w", [4, 2, 3], Numbers(24)).Node("ConvTranspose", ["x", "w"], ["r"],
            IntsAttribute("strides", 3), IntsAttribute("output_padding", 2), IntAttribute("group", 2)), 3);
        Agrees(Image(4, 5, 6).Floats("w", [4, 3, 3, 2], Numbers(72)).Floats("b", [3], 1, 2, 3).Node("ConvTranspose", ["x", "w", "b"], ["r"],
            IntsAttribute("strides", 2, 3), IntsAttribute("output_padding", 1, 2), IntsAttribute("pads", 1, 0, 0, 1)), 4);
        Agrees(Image(4, 5, 6).Floats("w", [4, 3, 3, 2], Numbers(72)).Node("ConvTranspose", ["x", "w"], ["r"],
            IntsAttribute("dilations", 2, 1), IntsAttribute("strides", 1, 2)), 4);
        Agrees(Image(4, 5, 6).Floats("w", [4, 3, 3, 3], Numbers(108)).Node("ConvTranspose", ["x", "w"], ["r"],
            IntsAttribute("strides", 2, 2), TextAttribute("auto_pad", "SAME_UPPER")), 4);
        Agrees(Image(4, 5, 6).Floats("w", [4, 3, 3, 3], Numbers(108)).Node("ConvTranspose", ["x", "w"], ["r"],
            IntsAttribute("strides", 2, 2), TextAttribute("auto_pad", "SAME_LOWER")), 4);
        Agrees(Image(4, 5, 6).Floats("w", [4, 3, 3, 3], Numbers(108)).Node("ConvTranspose", ["x", "w"], ["r"],
            IntsAttribute("strides", 2, 2), IntsAttribute("output_shape", 10, 12)), 4);
    }

    [Fact]
    public void Convolutions()
    {
        Agrees(Line(6, 9).Floats("w", [4, 3, 3], Numbers(36)).Node("Conv", ["x", "w"], ["r"], IntAttribute("group", 2), IntsAttribute("dilations", 2), IntsAttribute("pads", 2, 1)), 3);
        Agrees(Line(6, 9).Floats("w", [12, 1, 4], Numbers(48)).Node("Conv", ["x", "w"], ["r"], IntAttribute("group", 6), IntsAttribute("strides", 3), IntsAttribute("pads", 1, 2)), 3);
        Agrees(Line(6, 10).Floats("w", [4, 6, 4], Numbers(96)).Node("Conv", ["x", "w"], ["r"], IntsAttribute("strides", 2), TextAttribute("auto_pad", "SAME_LOWER")), 3);
        Agrees(Image(6, 9, 8).Floats("w", [6, 2, 4, 3], Numbers(144)).Node("Conv", ["x", "w"], ["r"], IntAttribute("group", 3), TextAttribute("auto_pad", "SAME_UPPER"), IntsAttribute("strides", 2, 1)), 4);
        Agrees(Image(6, 9, 8).Floats("w", [6, 2, 4, 3], Numbers(144)).Node("Conv", ["x", "w"], ["r"], IntAttribute("group", 3), TextAttribute("auto_pad", "VALID")), 4);
    }

    [Theory]
    [InlineData("AveragePool")]
    [InlineData("MaxPool")]
    public void Pools(string type)
    {
        byte[][] ceil = [IntsAttribute("kernel_shape", 3, 2), IntsAttribute("strides", 2, 3), IntAttribute("ceil_mode", 1)];
        Agrees(Image(2, 8, 9).Node(type, ["x"], ["r"], ceil), 4);
        Agrees(Image(2, 8, 9).Node(type, ["x"], ["r"], [.. ceil, IntsAttribute("pads", 1, 1, 1, 0)]), 4);
        Agrees(Line(2, 11).Node(type, ["x"], ["r"], IntsAttribute("kernel_shape", 4), IntsAttribute("strides", 3), TextAttribute("auto_pad", "SAME_LOWER")), 3);
        Agrees(Line(2, 11).Node(type, ["x"], ["r"], IntsAttribute("kernel_shape", 3), IntsAttribute("dilations", 2)), 3);
        if (type == "AveragePool")
        {
            Agrees(Image(2, 8, 9).Node(type, ["x"], ["r"], [.. ceil, IntsAttribute("pads", 1, 1, 1, 0), IntAttribute("count_include_pad", 1)]), 4);
        }
    }

    /// <summary>
    /// Of align_corners only sizes that are the scales' very products: elsewhere ONNX Runtime divides by the rounded size, the specification's
    /// reference (which the backend suite holds) by the exact one.
    /// </summary>
    [Theory]
    [InlineData("half_pixel")]
    [InlineData("half_pixel_symmetric")]
    [InlineData("pytorch_half_pixel")]
    [InlineData("align_corners")]
    [InlineData("asymmetric")]
    public void Resizes(string coordinates)
    {
        var (shrink, widen) = coordinates == "align_corners" ? (0.6f, 2f) : (0.6f, 1.7f);
        foreach (var mode in (string[])["nearest", "linear", "cubic"])
        {
            byte[][] attributes = [TextAttribute("mode", mode), TextAttribute("coordinate_transformation_mode", coordinates)];
            Agrees(Image(2, 5, 7).Longs("s", [4], 1, 2, 1, 14).Node("Resize", ["x", "", "", "s"], ["r"], attributes), 4);
            Agrees(Image(2, 5, 7).Floats("f", [4], 1, 1, shrink, widen).Node("Resize", ["x", "", "f"], ["r"], attributes), 4);
            Agrees(Image(2, 5, 7).Longs("s", [2], 9, 3).Node("Resize", ["x", "", "", "s"], ["r"], [.. attributes, IntsAttribute("axes", 2, 3)]), 4);
            Agrees(Image(2, 5, 7).Longs("s", [2], coordinates == "align_corners" ? 10 : 9, 14).Node("Resize", ["x", "", "", "s"], ["r"],
                [.. attributes, IntsAttribute("axes", 2, 3), TextAttribute("keep_aspect_ratio_policy", "not_larger")]), 4);
            if (mode == "cubic")
            {
                Agrees(Image(2, 5, 7).Floats("f", [4], 1, 1, shrink, widen).Node("Resize", ["x", "", "f"], ["r"], [.. attributes, IntAttribute("exclude_outside", 1)]), 4);
                Agrees(Image(2, 5, 7).Floats("f", [4], 1, 1, 2, 3).Node("Resize", ["x", "", "f"], ["r"], [.. attributes, FloatAttribute("cubic_coeff_a", -0.5f)]), 4);
            }

            if (mode != "nearest")
            {
                Agrees(Image(2, 8, 8).Floats("f", [4], 1, 1, 0.5f, coordinates == "align_corners" ? 0.25f : 0.4f).Node("Resize", ["x", "", "f"], ["r"], [.. attributes, IntAttribute("antialias", 1)]), 4);
            }
        }
    }

    /// <summary>The same operator names in old operator sets, where attributes stand for inputs and defaults differ.</summary>
    [Fact]
    public void OldOperatorSets()
    {
        Agrees(Old(7, 2, 3, 4).Node("Softmax", ["x"], ["r"]), 3);
        Agrees(Old(11, 2, 3, 4).Node("LogSoftmax", ["x"], ["r"], IntAttribute("axis", 0)), 3);
        Agrees(Old(11, 2, 3, 4).Node("Softmax", ["x"], ["r"], IntAttribute("axis", -1)), 3);
        Agrees(Old(13, 2, 3, 4).Node("Softmax", ["x"], ["r"], IntAttribute("axis", 1)), 3);
        Agrees(Old(7, 2, 3).Node("Clip", ["x"], ["r"], FloatAttribute("min", -1), FloatAttribute("max", 0.5f)), 2);
        Agrees(Old(11, 2, 3).Floats("hi", [], 1).Node("Clip", ["x", "", "hi"], ["r"]), 2);
        Agrees(Old(9, 2, 3).Node("Slice", ["x"], ["r"], IntsAttribute("starts", -2), IntsAttribute("ends", 100), IntsAttribute("axes", 1)), 2);
        Agrees(Old(9, 2, 3).Node("Pad", ["x"], ["r"], IntsAttribute("pads", 0, 1, 2, 0), FloatAttribute("value", 3)), 2);
        Agrees(Old(9, 1, 2, 3, 4).Floats("f", [4], 1, 1, 2, 3).Node("Upsample", ["x", "f"], ["r"], TextAttribute("mode", "nearest")), 4);
        Agrees(Old(9, 1, 2, 3, 4).Floats("f", [4], 1, 1, 2, 2).Node("Upsample", ["x", "f"], ["r"], TextAttribute("mode", "linear")), 4);
        Agrees(Old(10, 1, 2, 3, 4).Floats("f", [4], 1, 1, 2, 2).Node("Resize", ["x", "f"], ["r"], TextAttribute("mode", "linear")), 4);
        Agrees(Old(9, 3, 5).Node("TopK", ["x"], ["r", "i"], IntAttribute("k", 2)), 2);
        Agrees(Old(11, 3, 1, 5).Node("Squeeze", ["x"], ["r"], IntsAttribute("axes", 1)), 2);
        Agrees(Old(11, 3, 5).Node("Unsqueeze", ["x"], ["r"], IntsAttribute("axes", 0, -1)), 4);
        Agrees(Old(11, 3, 6).Node("Split", ["x"], ["r", "s"], IntsAttribute("split", 2, 4), IntAttribute("axis", 1)), 2);
        Agrees(Old(18, 3, 7).Node("Split", ["x"], ["q", "r"], IntAttribute("axis", 1), IntAttribute("num_outputs", 2)), 2);
        Agrees(Old(7, 3, 4).Floats("w", [4, 2], Numbers(8)).Floats("b", [1, 2], 1, 2).Node("Gemm", ["x", "w", "b"], ["r"], FloatAttribute("alpha", 2), FloatAttribute("beta", 0.5f)), 2);
        Agrees(Old(11, 4, 3).Floats("w", [2, 4], Numbers(8)).Node("Gemm", ["x", "w"], ["r"], IntAttribute("transA", 1), IntAttribute("transB", 1)), 2);
        Agrees(Old(7, 2, 3).Floats("s", [3], 0.1f, 0.2f, 0.3f).Node("PRelu", ["x", "s"], ["r"]), 2);
        Agrees(Old(7, 1, 3, 4, 4).Floats("s", [3, 1, 1], 0.1f, 0.2f, 0.3f).Node("PRelu", ["x", "s"], ["r"]), 4);
        Agrees(Old(7, 2, 3).Node("Dropout", ["x"], ["r"], FloatAttribute("ratio", 0.5f)), 2);
        Agrees(Old(8, 2, 3).Longs("s", [3], 2, 1, 3).Node("Expand", ["x", "s"], ["r"]), 3);
        Agrees(Old(11, 2, 6).Node("Hardmax", ["x"], ["r"]), 2);
        Agrees(Old(7, 1, 3, 5, 5).Node("LRN", ["x"], ["r"], IntAttribute("size", 3), FloatAttribute("alpha", 0.1f)), 4);
        Agrees(Old(18, 2, 6, 3).Floats("s", [2], 1, 2).Floats("b", [2], 0, 1).Node("GroupNormalization", ["x", "s", "b"], ["r"], IntAttribute("num_groups", 2)), 3);
        Agrees(Old(21, 2, 6, 3).Floats("s", [6], 1, 2, 3, 4, 5, 6).Floats("b", [6], 0, 1, 2, 3, 4, 5).Node("GroupNormalization", ["x", "s", "b"], ["r"], IntAttribute("num_groups", 2)), 3);
        Agrees(Old(22, 2, 3).Node("HardSwish", ["x"], ["r"]), 2);
        Agrees(Old(23, 2, 6).Floats("s", [6], 1, 2, 3, 4, 5, 6).Node("RMSNormalization", ["x", "s"], ["r"]), 2);
    }

    private static OnnxBuilder Line(int channels, int length) => new OnnxBuilder { Opset = 19 }.Input("x", 1, channels, length);

    private static OnnxBuilder Image(int channels, int height, int width) => new OnnxBuilder { Opset = 19 }.Input("x", 1, channels, height, width);

    private static OnnxBuilder Old(int opset, params object[] dimensions) => new OnnxBuilder { Opset = opset }.Input("x", dimensions);

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 7) % 11 / 11f) - 0.5f)];

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.All(expected.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-5 * (1 + Math.Abs(p.First)), $"expected {p.First}, found {p.Second}"));
    }
}
