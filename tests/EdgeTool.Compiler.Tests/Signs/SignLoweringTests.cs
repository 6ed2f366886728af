using System.IO.Compression;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Compiler.Tests.Quantization;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests;

public class SignLoweringTests(ITestOutputHelper output)
{
    private const string Tfc = "qonnx-zoo/models/MNIST/Brevitas_FINN_TFC/TFC/TFC_1W1A.onnx";

    [Fact]
    public void EverySumAndSignIsThatOfTheFloatNet()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            using var source = Load(ModelCompiler.Compile(SignNets.Of(seed), new CompileOptions { Simplify = false, SelfTestCases = 0 }));
            var compiled = ModelCompiler.Compile(SignNets.Of(seed), new CompileOptions { SelfTestCases = 0 });
            Assert.Equal(
                [OpCode.BinaryConv2D, OpCode.BinaryFullyConnected, OpCode.BinaryFullyConnected],
                compiled.Graph.Nodes.Select(n => n.OpCode).Where(o => o is OpCode.BinaryConv2D or OpCode.BinaryFullyConnected or OpCode.Conv2D or OpCode.FullyConnected));
            using var packed = Load(compiled);
            var random = new Random(seed);
            for (var sample = 0; sample < 20; sample++)
            {
                Compare(source, packed, () => (random.NextSingle() * 2) - 1, $"seed {seed}, sample {sample}");
            }
        }
    }

    [Theory]
    [InlineData(0.25f, 0.5f, 0f, 10, -2)]
    [InlineData(0.25f, 0.5f, 0.75f, 10, 1)]
    [InlineData(1f, -100f, 0f, 10, 11)]
    [InlineData(0f, 1f, 0f, 10, -10)]
    public void TheThresholdIsTheLeastSumThatIsPositive(float scale, float offset, float threshold, int depth, int expected) =>
        Assert.Equal(expected, SignThresholds.Of(scale, offset, threshold, depth));

    [Fact]
    public void QuantizingKeepsLayersOfSigns()
    {
        var graph = SignNets.Of(seed: 4);
        var quantized = GraphQuantizer.Quantize(Quantizer.Plan(graph, FloatNets.Inputs(graph, 20, seed: 1), new QuantizerOptions())).Graph;
        Assert.Equal(
            [OpCode.BinaryConv2D, OpCode.BinaryFullyConnected, OpCode.BinaryFullyConnected],
            quantized.Nodes.Select(n => n.OpCode).Where(o => o is OpCode.BinaryConv2D or OpCode.BinaryFullyConnected or OpCode.Conv2D or OpCode.FullyConnected));
    }

    [SharedFact]
    public void AQonnxBinaryNetRunsOnSignsAndGivesTheFloatNetsNumbers()
    {
        var bytes = File.ReadAllBytes(Shared.PathOf("models", Tfc));
        using var source = Load(ModelCompiler.Compile(OnnxImporter.Import(bytes), new CompileOptions { Simplify = false, SelfTestCases = 0 }));
        var compiled = ModelCompiler.Compile(OnnxImporter.Import(bytes), new CompileOptions { SelfTestCases = 0 });
        Assert.DoesNotContain(compiled.Graph.Nodes, n => n.OpCode == OpCode.FullyConnected);
        Assert.Equal(4, compiled.Graph.Nodes.Count(n => n.OpCode == OpCode.BinaryFullyConnected));
        using var packed = Load(compiled);
        output.WriteLine($"{compiled.Bytes.Length} bytes");
        var images = Unzipped(Shared.PathOf("data", "mnist/test-dev-images-idx3-ubyte.gz"));
        for (var image = 0; image < 300; image++)
        {
            var pixel = 16 + (image * 784);
            Compare(source, packed, () => images[pixel++] / 255f, $"image {image}");
        }
    }

    /// <summary>Packed signs where both have them, and the outputs, bit for bit.</summary>
    private static void Compare(Interpreter source, Interpreter packed, Func<float> next, string what)
    {
        foreach (ref var element in source.Input<float>(0))
        {
            element = next();
        }

        source.Input<float>(0).CopyTo(packed.Input<float>(0));
        source.Run();
        packed.Run();
        Assert.True(source.OutputBytes(0).SequenceEqual(packed.OutputBytes(0)),
            $"{what}: {string.Join(' ', source.Output<float>(0).ToArray())}, not {string.Join(' ', packed.Output<float>(0).ToArray())}");
    }

    private static byte[] Unzipped(string path)
    {
        using var unzipped = new MemoryStream();
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        stream.CopyTo(unzipped);
        return unzipped.ToArray();
    }

    private static Interpreter Load(CompiledModel compiled) => Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
}
