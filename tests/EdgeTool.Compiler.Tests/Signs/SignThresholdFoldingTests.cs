using System.IO.Compression;
using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using EdgeTool.Compiler.Quantization;
using TestKit;

namespace EdgeTool.Compiler.Tests;

public class SignThresholdFoldingTests
{
    private const string Tfc = "qonnx-zoo/models/MNIST/Brevitas_FINN_TFC/TFC/TFC_1W1A.onnx";

    [Fact]
    public void TheThresholdIsTheLeastNumberThatReachesTheOldOne()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var (factor, offset, old) = (random.NextSingle() + 0.01f, (random.NextSingle() - 0.5f) * 100, (random.NextSingle() - 0.5f) * 100);
            foreach (var rising in (Func<float, float>[])[x => x * factor, x => x + offset, x => x - offset])
            {
                var threshold = SignThresholdFolding.LeastReaching(rising, old)!.Value;
                Assert.True(rising(threshold) >= old && rising(MathF.BitDecrement(threshold)) < old, $"factor {factor}, offset {offset}: {old} became {threshold}");
            }
        }
    }

    [Fact]
    public void WhatOnlyInfinityReachesIsLeftAsItIs() => Assert.Null(SignThresholdFolding.LeastReaching(x => x * 1e-30f, 1e30f));

    [SharedFact]
    public void ABinaryNetSeesTheSameSignsOfRawPixelsWhenItIsQuantized()
    {
        const int Images = 100, Pixels = 784;
        var graph = OnnxImporter.Import(File.ReadAllBytes(Shared.PathOf("models", Tfc)));
        GraphSimplifier.Simplify(graph);
        var pixels = Unzipped(Shared.PathOf("data", "mnist/test-dev-images-idx3-ubyte.gz")).AsSpan(16);
        var samples = new List<byte[]>();
        for (var image = 0; image < Images; image++)
        {
            var values = Array.ConvertAll(pixels.Slice(image * Pixels, Pixels).ToArray(), p => (float)p);
            samples.Add(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        }

        var quantized = GraphQuantizer.Quantize(Quantizer.Plan(graph, InputSamples.Of(samples), new QuantizerOptions())).Graph;
        Assert.DoesNotContain(quantized.Nodes.TakeWhile(n => n.OpCode != OpCode.Binarize), n => n.OpCode is OpCode.Mul or OpCode.Sub);
        using var whole = Load(graph);
        using var integer = Load(quantized);
        Assert.All(samples, sample => Assert.Equal(Best(whole, sample), Best(integer, sample)));
    }

    private static int Best(Interpreter interpreter, byte[] input)
    {
        input.CopyTo(interpreter.InputBytes(0));
        interpreter.Run();
        var scores = interpreter.Output<float>(0);
        return scores.IndexOf(scores.ToArray().Max());
    }

    private static Interpreter Load(Graph graph) =>
        Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(GraphCopy.Of(graph), new CompileOptions { SelfTestCases = 0 }).Bytes));

    private static byte[] Unzipped(string path)
    {
        using var unzipped = new MemoryStream();
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        stream.CopyTo(unzipped);
        return unzipped.ToArray();
    }
}
