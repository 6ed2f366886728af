using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace KeywordModel;

/// <summary>
/// A net as large as the keyword spotter of MLPerf Tiny (Banbury et al., 2021: DS-CNN of four separable blocks of 64 channels on 49 frames of
/// 10 MFCCs, 12 words), in int8 and with weights drawn at random: it answers nothing of sense, but takes the time and the memory of one.
/// </summary>
internal static class KeywordNet
{
    private const int Frames = 49, Coefficients = 10, Channels = 64, Blocks = 4, Words = 12;
    private const int Height = (Frames + 1) / 2, Width = Coefficients / 2;

    /// <summary>Its packed bytes; one second of sound at 16 kHz goes in, its preprocessing is part of it.</summary>
    public static byte[] Pack()
    {
        var random = new Random(20261129);
        var graph = new Graph { Contract = Contract() };
        var features = Activation("mfcc", new Shape(1, Frames, Coefficients, 1), scale: 0.5f);
        graph.Inputs.Add(features);
        var map = Layer(graph, "conv", new Conv2D { StrideH = 2, StrideW = 2, DilationH = 1, DilationW = 1, PadTop = 4, PadLeft = 1, Activation = EdgeRuntime.Model.Activation.Relu },
            features, new Shape(Channels, 10, 4, 1), 0, random);
        for (var block = 0; block < Blocks; block++)
        {
            map = Layer(graph, $"depthwise{block}", new DepthwiseConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1, DepthMultiplier = 1, Activation = EdgeRuntime.Model.Activation.Relu },
                map, new Shape(1, 3, 3, Channels), 3, random);
            map = Layer(graph, $"pointwise{block}", new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, Activation = EdgeRuntime.Model.Activation.Relu },
                map, new Shape(Channels, 1, 1, Channels), 0, random);
        }

        var (scores, answer) = (Activation("scores", new Shape(1, Words)), Activation("answer", new Shape(1, Words), 1 / 256f, -128));
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected), [map, Weights("dense", random, new Shape(Words, Height * Width * Channels), -1), Bias("dense", random, Words)], [scores]));
        graph.Nodes.Add(Node.Of("softmax", new Softmax { Beta = 1 }, [scores], [answer]));
        graph.Outputs.Add(answer);
        return ModelCompiler.Compile(graph).Bytes;
    }

    private static Value Layer<T>(Graph graph, string name, T record, Value input, Shape filter, int channelAxis, Random random)
        where T : unmanaged, IOperatorRecord<T>
    {
        var output = Activation(name, new Shape(1, Height, Width, Channels));
        graph.Nodes.Add(Node.Of(name, record, [input, Weights(name, random, filter, channelAxis), Bias(name, random, Channels)], [output]));
        return output;
    }

    private static ModelContract Contract() => new()
    {
        Name = "keywords",
        Labels = [.. Enumerable.Range(0, Words).Select(word => $"word{word}")],
        Preprocess =
        [
            new PreprocessStage
            {
                Kind = "mfcc",
                Numbers = new Dictionary<string, double[]>
                {
                    ["sampleRateHz"] = [16000], ["frameLength"] = [480], ["frameStride"] = [320], ["fftSize"] = [512], ["melBins"] = [40],
                    ["lowHz"] = [20], ["highHz"] = [4000], ["logOffset"] = [1e-6], ["coefficients"] = [Coefficients],
                },
                Options = new Dictionary<string, string> { ["window"] = "hann", ["spectrum"] = "magnitude", ["melScale"] = "htk", ["dct"] = "htk" },
            },
        ],
    };

    private static Value Activation(string name, Shape shape, float scale = 0.05f, int zeroPoint = -3) =>
        new() { Name = name, Type = ElementType.Int8, Shape = shape, Scales = [scale], ZeroPoint = zeroPoint };

    private static Value Weights(string layer, Random random, Shape shape, int channelAxis)
    {
        var weights = new sbyte[shape.ElementCount];
        random.NextBytes(MemoryMarshal.AsBytes(weights.AsSpan()));
        weights.AsSpan().Replace(sbyte.MinValue, (sbyte)0);
        return new Value
        {
            Name = $"{layer}/weights",
            Type = ElementType.Int8,
            Shape = shape,
            Scales = channelAxis < 0 ? [0.0003f] : [.. Enumerable.Repeat(0.002f, shape[channelAxis])],
            ChannelAxis = channelAxis,
            Constant = MemoryMarshal.AsBytes(weights.AsSpan()).ToArray(),
        };
    }

    private static Value Bias(string layer, Random random, int count) =>
        Value.Of<int>($"{layer}/bias", new Shape(count), Enumerable.Range(0, count).Select(_ => random.Next(-900, 900)).ToArray());
}
