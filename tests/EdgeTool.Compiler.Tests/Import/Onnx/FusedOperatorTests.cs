using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Operators that ONNX Runtime's optimizer writes into files, beside ONNX Runtime.</summary>
public class FusedOperatorTests
{
    private const string Domain = "com.microsoft";

    [Fact]
    public void Activations()
    {
        Agrees(Rows().Floats("b", [6], Numbers(6)).DomainNode(Domain, "BiasGelu", ["x", "b"], ["r"]), 3);
        Agrees(Rows().Floats("b", [6], Numbers(6)).DomainNode(Domain, "FastGelu", ["x", "b"], ["r"]), 3);
        Agrees(Rows().DomainNode(Domain, "FastGelu", ["x"], ["r"]), 3);
        Agrees(Rows().DomainNode(Domain, "QuickGelu", ["x"], ["r"]), 3);
        Agrees(Rows().DomainNode(Domain, "QuickGelu", ["x"], ["r"], FloatAttribute("alpha", 0.7f)), 3);
    }

    [Fact]
    public void NormalizationsOfSums()
    {
        var file = () => Rows().Input("s", 2, 5, 6).Floats("g", [6], Numbers(6)).Floats("h", [6], 3, 2, 1, 0, -1, -2).Floats("b", [6], 1, 0, 1, 0, 2, 0);
        Agrees(file().DomainNode(Domain, "SkipLayerNormalization", ["x", "s", "g"], ["r"]), 3);
        Agrees(file().DomainNode(Domain, "SkipLayerNormalization", ["x", "s", "g", "h", "b"], ["r"], FloatAttribute("epsilon", 0.1f)), 3);
        Agrees(file().DomainNode(Domain, "SkipLayerNormalization", ["x", "s", "g", "h", "b"], ["y", "", "", "r"]), 3);
        Agrees(file().DomainNode(Domain, "SkipSimplifiedLayerNormalization", ["x", "s", "g"], ["r"], FloatAttribute("epsilon", 0.1f)), 3);
        Agrees(file().DomainNode(Domain, "SkipSimplifiedLayerNormalization", ["x", "s", "g", "b"], ["r"], FloatAttribute("epsilon", 0.1f)), 3);
    }

    [Fact]
    public void Products()
    {
        Agrees(Rows().Input("y", 2, 4, 6).DomainNode(Domain, "FusedMatMul", ["x", "y"], ["r"], IntAttribute("transB", 1), FloatAttribute("alpha", 0.5f)), 3);
        Agrees(Rows().Input("y", 2, 5, 3).DomainNode(Domain, "FusedMatMul", ["x", "y"], ["r"], IntAttribute("transA", 1)), 3);
        Agrees(Rows().Floats("y", [4, 6], Numbers(24)).DomainNode(Domain, "FusedMatMul", ["x", "y"], ["r"], IntAttribute("transB", 1)), 3);
    }

    [Fact]
    public void Convolutions()
    {
        var file = () => new OnnxBuilder().Input("x", 1, 4, 7, 6).Input("z", 1, 4, 7, 6).Floats("w", [4, 4, 3, 3], Numbers(144)).Floats("b", [4], 1, -1, 2, 0);
        byte[] pads = IntsAttribute("pads", 1, 1, 1, 1);
        Agrees(file().DomainNode(Domain, "FusedConv", ["x", "w", "b", "z"], ["r"], pads, TextAttribute("activation", "Relu")), 4);
        Agrees(file().DomainNode(Domain, "FusedConv", ["x", "w", "b"], ["r"], pads, TextAttribute("activation", "Sigmoid")), 4);
        Agrees(file().DomainNode(Domain, "FusedConv", ["x", "w"], ["r"], IntsAttribute("strides", 2, 1), TextAttribute("activation", "Tanh")), 4);
        Agrees(file().DomainNode(Domain, "FusedConv", ["x", "w"], ["r"], pads, TextAttribute("activation", "LeakyRelu"), FloatsAttribute("activation_params", 0.2f)), 4);
        Agrees(file().DomainNode(Domain, "FusedConv", ["x", "w"], ["r"], pads, TextAttribute("activation", "Clip"), FloatsAttribute("activation_params", -1, 2)), 4);
        Agrees(file().DomainNode(Domain, "FusedConv", ["x", "w"], ["r"], pads, TextAttribute("activation", "HardSigmoid"), FloatsAttribute("activation_params", 0.2f, 0.5f)), 4);
    }

    private static OnnxBuilder Rows() => new OnnxBuilder().Input("x", 2, 5, 6);

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 7) % 11 / 11f) - 0.5f)];

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.All(expected.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-5 * (1 + Math.Abs(p.First)), $"expected {p.First}, found {p.Second}"));
    }
}
