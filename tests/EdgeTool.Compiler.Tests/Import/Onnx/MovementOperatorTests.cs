using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Operators that move elements beside ONNX Runtime.</summary>
public class MovementOperatorTests
{
    private const int Bool = 9;

    [Fact]
    public void Repeating()
    {
        Agrees(Grid(3, 4).Longs("s", [3], 2, 1, 4).Node("Expand", ["x", "s"], ["r"]), 3);
        Agrees(Grid(1, 3, 1).Longs("s", [4], 2, 1, 3, 5).Node("Expand", ["x", "s"], ["r"]), 4);
        Agrees(Grid(3, 4).Longs("s", [2], 2, 3).Node("Tile", ["x", "s"], ["r"]), 2);
        Agrees(Grid(2, 3, 2, 2).Longs("s", [4], 2, 1, 3, 2).Node("Tile", ["x", "s"], ["r"]), 4);
    }

    [Fact]
    public void Gathering()
    {
        Agrees(Grid(3, 4).Longs("i", [3, 2], 0, -1, 2, 1, -4, 3).Node("GatherElements", ["x", "i"], ["r"], IntAttribute("axis", 1)), 2);
        Agrees(Grid(3, 4).Longs("i", [2, 4], 0, 1, 2, -1, 2, -3, 0, 1).Node("GatherElements", ["x", "i"], ["r"]), 2);
        Agrees(Grid(3, 4).Longs("i", [2, 2], 0, 1, -1, -2).Node("GatherND", ["x", "i"], ["r"]), 1);
        Agrees(Grid(2, 3, 4).Longs("i", [2, 1], 1, -1).Node("GatherND", ["x", "i"], ["r"], IntAttribute("batch_dims", 1)), 2);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("add")]
    [InlineData("mul")]
    [InlineData("max")]
    [InlineData("min")]
    public void Scattering(string reduction)
    {
        var attribute = TextAttribute("reduction", reduction);
        Agrees(Grid(3, 4).Input("u", 2, 4).Longs("i", [2, 1], -1, 0).Node("ScatterND", ["x", "i", "u"], ["r"], attribute), 2);
        Agrees(Grid(3, 4).Input("u", 2, 4).Longs("i", [2, 4], 0, 1, 2, -1, 2, -3, 0, 1).Node("ScatterElements", ["x", "i", "u"], ["r"], attribute), 2);
    }

    [Fact]
    public void Choosing()
    {
        Agrees(Grid(3, 7).Longs("k", [1], 3).Node("TopK", ["x", "k"], ["r", "i"]), 2);
        Agrees(Grid(3, 7).Longs("k", [1], 2).Node("TopK", ["x", "k"], ["r", "i"], IntAttribute("axis", 0), IntAttribute("largest", 0)), 2);
        Agrees(Grid(4).Raw("c", Bool, [3], [1, 0, 1]).Node("Compress", ["x", "c"], ["r"]), 1);
        Agrees(Grid(3, 4).Raw("c", Bool, [4], [0, 1, 1, 0]).Node("Compress", ["x", "c"], ["r"], IntAttribute("axis", 1)), 2);
        Agrees(Grid(5, 5).Node("Trilu", ["x"], ["r"], IntAttribute("upper", 0)), 2);
        Agrees(Grid(2, 3, 5).Longs("k", [], 1).Node("Trilu", ["x", "k"], ["r"]), 3);
        Agrees(Grid(4, 4).Node("EyeLike", ["x"], ["e"], IntAttribute("k", -1)).Node("Add", ["x", "e"], ["r"]), 2);
        Agrees(Grid(4, 3).Longs("n", [3], 4, 1, 2).Node("ReverseSequence", ["x", "n"], ["r"], IntAttribute("batch_axis", 1), IntAttribute("time_axis", 0)), 2);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void OneHotCountsNegativeIndicesFromTheEndAndLeavesOthersOut(long axis) => Agrees(
        Grid(1).Longs("i", [4], 1, -1, 3, -4).Longs("d", [], 3).Floats("v", [2], -1, 5)
            .Node("OneHot", ["i", "d", "v"], ["h"], IntAttribute("axis", axis)).Node("Add", ["x", "h"], ["r"]),
        2);

    [Fact]
    public void CountingAndPickingWhatIsNotZero()
    {
        Agrees(Grid(1).Floats("a", [], 1).Floats("b", [], 3).Floats("c", [], 0.3f).Node("Range", ["a", "b", "c"], ["n"]).Node("Add", ["x", "n"], ["r"]), 1);
        Agrees(Grid(1).Longs("a", [], 9).Longs("b", [], 2).Longs("c", [], -3).Node("Range", ["a", "b", "c"], ["n"]).Node("Cast", ["n"], ["f"], IntAttribute("to", 1))
            .Node("Add", ["x", "f"], ["r"]), 1);
        Agrees(Grid(1).Longs("a", [2, 3], 0, 5, 0, -1, 0, 2).Node("NonZero", ["a"], ["n"]).Node("Cast", ["n"], ["f"], IntAttribute("to", 1))
            .Node("Add", ["x", "f"], ["r"]), 2);
    }

    [Theory]
    [InlineData("reflect")]
    [InlineData("edge")]
    [InlineData("wrap")]
    public void PaddingWithElementsOfItsOwn(string mode) =>
        Agrees(Grid(3, 4).Longs("p", [4], 2, 1, 1, 3).Node("Pad", ["x", "p"], ["r"], TextAttribute("mode", mode)), 2);

    [Fact]
    public void PaddingThatCutsOff() => Agrees(Grid(3, 4).Longs("p", [4], 1, -1, -1, 2).Floats("v", [], 7).Node("Pad", ["x", "p", "v"], ["r"]), 2);

    [Fact]
    public void ImagesToChannelsAndBack()
    {
        Agrees(Grid(1, 8, 2, 3).Node("DepthToSpace", ["x"], ["r"], IntAttribute("blocksize", 2)), 4);
        Agrees(Grid(1, 8, 2, 3).Node("DepthToSpace", ["x"], ["r"], IntAttribute("blocksize", 2), TextAttribute("mode", "CRD")), 4);
        Agrees(Grid(1, 2, 4, 6).Node("SpaceToDepth", ["x"], ["r"], IntAttribute("blocksize", 2)), 4);
    }

    [Theory]
    [InlineData("linear", "half_pixel")]
    [InlineData("linear", "align_corners")]
    [InlineData("linear", "asymmetric")]
    [InlineData("cubic", "half_pixel")]
    [InlineData("cubic", "align_corners")]
    [InlineData("cubic", "pytorch_half_pixel")]
    public void Resizing(string mode, string coordinates)
    {
        byte[][] attributes = [TextAttribute("mode", mode), TextAttribute("coordinate_transformation_mode", coordinates)];
        Agrees(Grid(1, 2, 5, 6).Longs("s", [4], 1, 2, 8, 3).Node("Resize", ["x", "", "", "s"], ["r"], attributes), 4);
        Agrees(Grid(2, 2, 3, 3).Floats("s", [4], 1, 1, 2, 2).Node("Resize", ["x", "", "s"], ["r"], attributes), 4);
    }

    private static OnnxBuilder Grid(params object[] dimensions) => new OnnxBuilder { Opset = 19 }.Input("x", dimensions);

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-5, $"expected {pair.First}, found {pair.Second}"));
    }
}
