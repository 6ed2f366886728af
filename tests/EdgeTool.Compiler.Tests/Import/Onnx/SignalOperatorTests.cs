using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Windows, Fourier transforms and mel bands beside ONNX Runtime.</summary>
public class SignalOperatorTests
{
    [Theory]
    [InlineData("HannWindow")]
    [InlineData("HammingWindow")]
    [InlineData("BlackmanWindow")]
    public void Windows(string type)
    {
        foreach (var periodic in new[] { 0, 1 })
        {
            Agrees(new OnnxBuilder().Input("x", 10).Longs("n", [], 10).Node(type, ["n"], ["w"], IntAttribute("periodic", periodic)).Node("Mul", ["x", "w"], ["r"]), 1);
        }
    }

    [Fact]
    public void MelBands()
    {
        var file = new OnnxBuilder().Input("x", 2, 129).Longs("bands", [], 8).Longs("length", [], 256).Longs("rate", [], 8000).Floats("low", [], 100).Floats("high", [], 3800);
        Agrees(file.Node("MelWeightMatrix", ["bands", "length", "rate", "low", "high"], ["w"]).Node("MatMul", ["x", "w"], ["r"]), 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Transforms(long parts)
    {
        var file = (long opset) => new OnnxBuilder { Opset = opset }.Input("x", 2, 12, 5, parts).Longs("axis", [], 1).Longs("short", [], 7).Longs("long", [], 16);
        Agrees(file(20).Node("DFT", ["x"], ["r"]), 4);
        Agrees(file(20).Node("DFT", ["x", "", "axis"], ["r"]), 4);
        Agrees(file(20).Node("DFT", ["x", "", "axis"], ["r"], IntAttribute("inverse", 1)), 4);
        Agrees(file(20).Node("DFT", ["x", "short", "axis"], ["r"]), 4);
        Agrees(file(20).Node("DFT", ["x", "long", "axis"], ["r"]), 4);
        Agrees(file(17).Node("DFT", ["x"], ["r"], IntAttribute("axis", 2)), 4);
        if (parts == 1)
        {
            Agrees(file(20).Node("DFT", ["x", "long", "axis"], ["r"], IntAttribute("onesided", 1)), 4);
            Agrees(file(17).Node("DFT", ["x"], ["r"], IntAttribute("onesided", 1)), 4);
        }
    }

    [Fact]
    public void TransformsOfFrames()
    {
        var file = () => new OnnxBuilder().Input("x", 2, 50, 1).Longs("step", [], 6).Longs("length", [], 16)
            .Floats("w", [16], [.. Enumerable.Range(0, 16).Select(i => 0.5f - (0.5f * MathF.Cos(i * MathF.PI / 8)))]);
        Agrees(file().Node("STFT", ["x", "step", "w", "length"], ["r"]), 4);
        Agrees(file().Node("STFT", ["x", "step", "", "length"], ["r"]), 4);
        Agrees(file().Node("STFT", ["x", "step", "w"], ["r"], IntAttribute("onesided", 0)), 4);
        Agrees(file().Input("own", 16).Node("STFT", ["x", "step", "own"], ["r"]), 4);
    }

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        var largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-5 * (1 + largest), $"expected {p.First}, found {p.Second}"));
    }
}
