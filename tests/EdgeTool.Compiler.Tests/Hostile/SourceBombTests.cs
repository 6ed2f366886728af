using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Hostile;

/// <summary>Files that no exporter writes: each is refused with one error, at a price in proportion to its size.</summary>
public class SourceBombTests
{
    private static readonly Dictionary<string, Func<byte[]>> Bombs = new()
    {
        ["8 bytes that point behind the end"] = () => [0x18, 0, 0, 0, .. "TFL3"u8],
        ["8 bytes of a table without fields"] = () => [4, 0, 0, 0, .. "TFL3"u8],
        ["8 bytes of an empty graph"] = () => [0x08, 0x07, 0x12, 0x02, (byte)'a', (byte)'b', 0x3A, 0],
        ["8 bytes with a length of 2^63"] = () => [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        ["no bytes"] = () => [],
        ["a cycle"] = () => Model(m => m.Node("Add", ["x", "b"], ["a"]).Node("Relu", ["a"], ["b"]).Node("Add", ["a", "b"], ["y"])),
        ["a node that reads itself"] = () => Model(m => m.Node("Add", ["x", "y"], ["y"])),
        ["a name written twice"] = () => Model(m => m.Node("Relu", ["x"], ["y"]).Node("Relu", ["x"], ["y"])),
        ["shapes that lie"] = () => Model(m => m.Floats("w", [1 << 20, 1 << 10], 1, 2, 3).Node("MatMul", ["x", "w"], ["y"])),
        ["a shape whose product wraps"] = () => Model(m => m.Floats("w", [1L << 32, 1L << 32], 1).Node("Add", ["x", "w"], ["y"])),
        ["a negative dimension"] = () => Model(m => m.Floats("w", [-1, 4], 1).Node("Add", ["x", "w"], ["y"])),
        ["constants made of nothing"] = () => Model(m => Many(m.Longs("shape", [1], 1 << 22), 64, (n, i) => n.Node("ConstantOfShape", ["shape"], [$"c{i}"]))
            .Node("Add", ["x", "c63"], ["y"])),
        ["a constant that doubles"] = () => Model(m => Many(m.Floats("c0", [1024], new float[1024]), 18, (n, i) =>
            n.Node("Concat", [$"c{i}", $"c{i}"], [$"c{i + 1}"], OnnxBuilder.IntAttribute("axis", 0))).Node("Add", ["x", "c18"], ["y"])),
        ["a range without end"] = () => Model(m => m.Longs("from", [], 0).Longs("to", [], long.MaxValue).Longs("step", [], 1)
            .Node("Range", ["from", "to", "step"], ["r"]).Node("Add", ["x", "r"], ["y"])),
        ["an identity of a million rows"] = () => Model(m => m.Longs("shape", [2], 1 << 14, 1 << 14)
            .Node("Expand", ["x", "shape"], ["e"]).Node("EyeLike", ["e"], ["y"])),
        ["a picture resized to the moon"] = () => new OnnxBuilder().Input("x", 1, 1, 1 << 12, 8).Output("y", 1, 1, 1 << 23, 8)
            .Floats("none", [0]).Floats("scales", [4], 1, 1, 2048, 1).Node("Resize", ["x", "none", "scales"], ["y"], OnnxBuilder.TextAttribute("mode", "linear")).ToBytes(),
        ["loops of nothing in loops of nothing"] = () => Model(m => m.Longs("n", [], 9_999).Node("Loop", ["n", "", "x"], ["y"], Body(Body(Body(null))))),
    };

    public static TheoryData<string> Names => new(Bombs.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefused(string name) => Assert.False(SourceTrial.Passes(Bombs[name](), name));

    private static byte[] Model(Func<OnnxBuilder, OnnxBuilder> build) => build(new OnnxBuilder().Input("x", 1, 4).Output("y", 1, 4)).ToBytes();

    private static OnnxBuilder Many(OnnxBuilder model, int count, Func<OnnxBuilder, int, OnnxBuilder> add) =>
        Enumerable.Range(0, count).Aggregate(model, add);

    /// <summary>A body that hands its value on, through a loop of its own when one is given.</summary>
    private static byte[] Body(byte[]? inner)
    {
        var graph = new OnnxBuilder().IntInput("i").InputOf(9, "go").Input("v", 1, 4);
        graph = inner is null ? graph.OutputOf(9, "go").Output("v", 1, 4)
            : graph.Longs("n", [], 9_999).Node("Loop", ["n", "", "v"], ["w"], inner).OutputOf(9, "go").Output("w", 1, 4);
        return OnnxBuilder.GraphAttribute("body", graph.GraphBytes());
    }
}
