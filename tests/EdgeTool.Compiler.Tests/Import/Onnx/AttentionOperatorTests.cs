using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Attention and rotary positions beside ONNX Runtime.</summary>
public class AttentionOperatorTests
{
    private const int Bool = 9;

    [Fact]
    public void AttentionOfHeadsInOneAxis()
    {
        byte[] heads = IntAttribute("q_num_heads", 4), shared = IntAttribute("kv_num_heads", 2), own = IntAttribute("kv_num_heads", 4);
        Agrees(Flat(4).Node("Attention", ["q", "k", "v"], ["r"], heads, own), 3);
        Agrees(Flat(2).Node("Attention", ["q", "k", "v"], ["r"], heads, shared), 3);
        Agrees(Flat(2).Node("Attention", ["q", "k", "v"], ["r"], heads, shared, FloatAttribute("scale", 0.1f), FloatAttribute("softcap", 2)), 3);
        Agrees(Flat(2).Node("Attention", ["q", "k", "v"], ["r"], heads, shared, IntAttribute("is_causal", 1)), 3);
    }

    [Fact]
    public void AttentionWithMasks()
    {
        float[] numbers = [.. Enumerable.Range(0, 5 * 6).Select(i => ((i * 7) % 13 / 6f) - 1)];
        byte[] flags = [.. Enumerable.Range(0, 5 * 6).Select(i => (byte)(i % 6 == 0 || i % 5 < 3 ? 1 : 0))];
        Agrees(Apart().Floats("m", [5, 6], numbers).Node("Attention", ["q", "k", "v", "m"], ["r"]), 4);
        Agrees(Apart().Floats("m", [5, 6], numbers).Node("Attention", ["q", "k", "v", "m"], ["r"], IntAttribute("is_causal", 1)), 4);
        Agrees(Apart().Floats("m", [5, 6], numbers).Node("Attention", ["q", "k", "v", "m"], ["r"], FloatAttribute("softcap", 0.5f)), 4);
        Agrees(Apart().Raw("m", Bool, [5, 6], flags).Node("Attention", ["q", "k", "v", "m"], ["r"]), 4);
        Agrees(Apart().Raw("m", Bool, [1, 1, 5, 6], flags).Node("Attention", ["q", "k", "v", "m"], ["r"], IntAttribute("is_causal", 1)), 4);
        Agrees(Apart().Input("m", 4, 5, 6).Node("Attention", ["q", "k", "v", "m"], ["r"]), 4);
        Agrees(Apart().Input("m", 2, 1, 5, 6).Node("Attention", ["q", "k", "v", "m"], ["r"]), 4);
    }

    [Theory]
    [InlineData("y", "r", "v'", "p")]
    [InlineData("r", "k'", "v'", "p")]
    [InlineData("y", "k'", "r", "p")]
    [InlineData("y", "k'", "v'", "r")]
    public void AttentionWithACache(params string[] outputs)
    {
        var file = () => Apart().Input("pk", 2, 2, 3, 8).Input("pv", 2, 2, 3, 7);
        string[] inputs = ["q", "k", "v", "", "pk", "pv"];
        Agrees(file().Node("Attention", inputs, outputs, IntAttribute("is_causal", 1)), 4);
        Agrees(file().Node("Attention", inputs, outputs, IntAttribute("qk_matmul_output_mode", 3)), 4);
    }

    /// <summary>Weights of keys behind the count are 0, and the rest sums to 1; the same attention over those keys alone is the same.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CountedKeysAreThoseThatThereAre(bool isCausal)
    {
        var causal = IntAttribute("is_causal", isCausal ? 1 : 0);
        OnnxBuilder Queries() => new OnnxBuilder { Opset = 24 }.Input("q", 1, 2, 3, 4).Input("k", 1, 2, 6, 4).Input("v", 1, 2, 6, 5);
        var counted = Results.Of(Queries().Longs("n", [1], 4).Node("Attention", ["q", "k", "v", "", "", "", "n"], ["r"], causal).Output("r", SideBySide.Open(4)).ToBytes());

        // The last query sees all 4 counted keys: with one key as the past, query i sees those up to i + 1.
        var cut = Results.Of(Queries().Longs("zero", [1], 0).Longs("one", [1], 1).Longs("four", [1], 4).Longs("axis", [1], 2)
            .Node("Slice", ["k", "zero", "one", "axis"], ["k0"]).Node("Slice", ["k", "one", "four", "axis"], ["k1"])
            .Node("Slice", ["v", "zero", "one", "axis"], ["v0"]).Node("Slice", ["v", "one", "four", "axis"], ["v1"])
            .Node("Attention", ["q", "k1", "v1", "", "k0", "v0"], ["r"], causal).Output("r", SideBySide.Open(4)).ToBytes());
        Assert.Equal(cut.Length, counted.Length);
        Assert.All(cut.Zip(counted), p => Assert.Equal(p.First, p.Second, 1e-6f));
    }

    [Fact]
    public void MultiHeadAttention()
    {
        byte[] heads = IntAttribute("num_heads", 4);
        Agrees(Same().DomainNode("com.microsoft", "MultiHeadAttention", ["q", "k", "v"], ["r"], heads), 3);
        Agrees(Same().DomainNode("com.microsoft", "MultiHeadAttention", ["q", "k", "v"], ["r"], heads, FloatAttribute("scale", 0.2f)), 3);
        Agrees(Same().Floats("b", [96], [.. Enumerable.Range(0, 96).Select(i => (i % 9 / 9f) - 0.5f)])
            .DomainNode("com.microsoft", "MultiHeadAttention", ["q", "k", "v", "b"], ["r"], heads), 3);
        Agrees(Same().Raw("m", 6, [2, 6], [.. new[] { 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0 }.SelectMany(BitConverter.GetBytes)])
            .DomainNode("com.microsoft", "MultiHeadAttention", ["q", "k", "v", "", "m"], ["r"], heads), 3);
        Agrees(Same().Input("a", 1, 4, 5, 6).DomainNode("com.microsoft", "MultiHeadAttention", ["q", "k", "v", "", "", "a"], ["r"], heads), 3);
        Agrees(new OnnxBuilder().Input("q", 2, 5, 32).Input("k", 2, 5, 32).Input("v", 2, 5, 32)
            .DomainNode("com.microsoft", "MultiHeadAttention", ["q", "k", "v"], ["r"], heads, IntAttribute("unidirectional", 1)), 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void RotaryPositions(int interleaved)
    {
        byte[] kind = IntAttribute("interleaved", interleaved), heads = IntAttribute("num_heads", 3), part = IntAttribute("rotary_embedding_dim", 4);
        long[] positions = [4, 0, 1, 7, 2, 2, 3, 5, 6, 0];
        Agrees(Angles(4).Input("x", 2, 3, 5, 8).Longs("p", [2, 5], positions).Node("RotaryEmbedding", ["x", "cos", "sin", "p"], ["r"], kind), 4);
        Agrees(Angles(4).Input("x", 2, 5, 24).Longs("p", [2, 5], positions).Node("RotaryEmbedding", ["x", "cos", "sin", "p"], ["r"], kind, heads), 3);
        Agrees(Angles(2).Input("x", 2, 3, 5, 8).Longs("p", [2, 5], positions).Node("RotaryEmbedding", ["x", "cos", "sin", "p"], ["r"], kind, part), 4);
        Agrees(Angles(4).Input("x", 2, 3, 5, 8).Longs("p", [2, 5], positions).DomainNode("com.microsoft", "RotaryEmbedding", ["x", "p", "cos", "sin"], ["r"], kind), 4);
        Agrees(Angles(4).Input("x", 2, 5, 24).Longs("p", [1], 2).DomainNode("com.microsoft", "RotaryEmbedding", ["x", "p", "cos", "sin"], ["r"], kind), 3);
    }

    /// <summary>Which stage is meant would depend on the edition of the specification.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ProductsBesideSoftcapAndMaskAreRefused(int mode)
    {
        var file = Apart().Input("m", 5, 6).Node("Attention", ["q", "k", "v", "m"], ["y", "", "", "r"], FloatAttribute("softcap", 1), IntAttribute("qk_matmul_output_mode", mode));
        var refusal = Assert.Throws<UnsupportedModelException>(() => EdgeTool.Compiler.Onnx.OnnxImporter.Import(file.Output("r", SideBySide.Open(4)).ToBytes()));
        Assert.Contains("softcap", refusal.Message, StringComparison.Ordinal);
    }

    private static OnnxBuilder Flat(int keyHeads) => new OnnxBuilder { Opset = 23 }.Input("q", 2, 5, 32).Input("k", 2, 6, keyHeads * 8).Input("v", 2, 6, keyHeads * 7);

    private static OnnxBuilder Apart() => new OnnxBuilder { Opset = 23 }.Input("q", 2, 4, 5, 8).Input("k", 2, 2, 6, 8).Input("v", 2, 2, 6, 7);

    private static OnnxBuilder Same() => new OnnxBuilder().Input("q", 2, 5, 32).Input("k", 2, 6, 32).Input("v", 2, 6, 32);

    private static OnnxBuilder Angles(int pairs)
    {
        float[] angles = [.. Enumerable.Range(0, 8 * pairs).Select(i => i / pairs * MathF.Pow(0.5f, i % pairs))];
        return new OnnxBuilder { Opset = 23 }.Floats("cos", [8, pairs], [.. angles.Select(MathF.Cos)]).Floats("sin", [8, pairs], [.. angles.Select(MathF.Sin)]);
    }

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.All(expected.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-5 * (1 + Math.Abs(p.First)), $"expected {p.First}, found {p.Second}"));
    }
}
