using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Sampling by grids, and blocks put back into images, beside ONNX Runtime.</summary>
public class SamplingOperatorTests
{
    public static TheoryData<string, string, int> Forms
    {
        get
        {
            var forms = new TheoryData<string, string, int>();
            foreach (var mode in new[] { "nearest", "linear", "cubic" })
            {
                foreach (var padding in new[] { "zeros", "border", "reflection" })
                {
                    forms.Add(mode, padding, 0);
                    forms.Add(mode, padding, 1);
                }
            }

            return forms;
        }
    }

    /// <summary>Points reach from -3 to 3, far outside.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void GridSamples(string mode, string padding, int alignsCorners)
    {
        byte[][] attributes = [TextAttribute("mode", mode), TextAttribute("padding_mode", padding), IntAttribute("align_corners", alignsCorners)];
        Agrees(new OnnxBuilder { Opset = 20 }.Input("x", 2, 3, 5, 4).Input("g", 2, 6, 3, 2).Node("GridSample", ["x", "g"], ["r"], attributes), 4);
        if (mode != "cubic")
        {
            Agrees(new OnnxBuilder { Opset = 20 }.Input("x", 2, 3, 5, 4, 3).Input("g", 2, 2, 3, 4, 3).Node("GridSample", ["x", "g"], ["r"], attributes), 5);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AffineGrids(int alignsCorners)
    {
        byte[] align = IntAttribute("align_corners", alignsCorners);
        Agrees(new OnnxBuilder { Opset = 20 }.Input("t", 2, 2, 3).Longs("s", [4], 2, 3, 5, 4).Node("AffineGrid", ["t", "s"], ["r"], align), 4);
        Agrees(new OnnxBuilder { Opset = 20 }.Input("t", 2, 3, 4).Longs("s", [5], 2, 3, 5, 4, 3).Node("AffineGrid", ["t", "s"], ["r"], align), 5);
    }

    [Fact]
    public void Blocks()
    {
        var file = (long positions) => new OnnxBuilder { Opset = 18 }.Input("x", 2, 3 * 6, positions).Longs("image", [2], 7, 6).Longs("block", [2], 2, 3);
        Agrees(file(24).Node("Col2Im", ["x", "image", "block"], ["r"]), 4);
        Agrees(file(6).Node("Col2Im", ["x", "image", "block"], ["r"], IntsAttribute("strides", 2, 3)), 4);
        Agrees(file(4).Node("Col2Im", ["x", "image", "block"], ["r"], IntsAttribute("strides", 3, 2)), 4);
        Agrees(file(42).Node("Col2Im", ["x", "image", "block"], ["r"], IntsAttribute("pads", 1, 1, 0, 1)), 4);
        Agrees(file(10).Node("Col2Im", ["x", "image", "block"], ["r"], IntsAttribute("dilations", 2, 2)), 4);
    }

    [Fact]
    public void NormsOfWindows()
    {
        var line = () => new OnnxBuilder { Opset = 18 }.Input("x", 2, 3, 11);
        var plane = () => new OnnxBuilder { Opset = 18 }.Input("x", 2, 3, 9, 8);
        byte[] kernel = IntsAttribute("kernel_shape", 3, 2);
        Agrees(line().Node("LpPool", ["x"], ["r"], IntsAttribute("kernel_shape", 3)), 3);
        Agrees(plane().Node("LpPool", ["x"], ["r"], kernel), 4);
        Agrees(plane().Node("LpPool", ["x"], ["r"], kernel, IntAttribute("p", 3), IntsAttribute("strides", 2, 2), IntsAttribute("pads", 1, 0, 1, 1)), 4);
        Agrees(plane().Node("LpPool", ["x"], ["r"], kernel, IntAttribute("p", 1), IntsAttribute("dilations", 2, 3)), 4);
        Agrees(plane().Node("LpPool", ["x"], ["r"], kernel, IntsAttribute("strides", 2, 3), IntAttribute("ceil_mode", 1)), 4);
        Agrees(plane().Node("LpPool", ["x"], ["r"], kernel, TextAttribute("auto_pad", "SAME_UPPER")), 4);
        Agrees(new OnnxBuilder { Opset = 18 }.Input("x", 1, 2, 5, 4, 6).Node("LpPool", ["x"], ["r"], IntsAttribute("kernel_shape", 2, 2, 3)), 5);
        Agrees(plane().Node("GlobalLpPool", ["x"], ["r"]), 4);
        Agrees(plane().Node("GlobalLpPool", ["x"], ["r"], IntAttribute("p", 3)), 4);
    }

    /// <summary>Windows too large for a slice per element: along one axis after the other.</summary>
    [Fact]
    public void LargeDilatedWindows() => Agrees(new OnnxBuilder { Opset = 12 }.Input("x", 1, 2, 70, 64)
        .Node("MaxPool", ["x"], ["r"], IntsAttribute("kernel_shape", 30, 25), IntsAttribute("dilations", 2, 2), IntsAttribute("pads", 4, 5, 6, 7), IntsAttribute("strides", 3, 2)), 4);

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.All(expected.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) <= 2e-5 * (1 + Math.Abs(p.First)), $"expected {p.First}, found {p.Second}"));
    }
}
