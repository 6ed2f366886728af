using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Inference.Tests;

/// <summary>A few int8 convolutions with random weights: enough work for threads to share.</summary>
internal static class ConvolutionNet
{
    public static Graph Make(int seed, int height = 21, int width = 19, int layers = 3)
    {
        var random = new Random(seed);
        var graph = new Graph();
        var value = Activation("x", height, width, 8);
        graph.Inputs.Add(value);
        for (var layer = 0; layer < layers; layer++)
        {
            var inC = value.Shape[3];
            const int outC = 16;
            var weights = new sbyte[outC * 9 * inC];
            random.NextBytes(MemoryMarshal.AsBytes(weights.AsSpan()));
            weights.AsSpan().Replace(sbyte.MinValue, (sbyte)0);
            var output = Activation($"y{layer}", height, width, outC);
            var record = new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1 };
            graph.Nodes.Add(Node.Of($"conv{layer}", record, [value, Weights(weights, outC, inC), Bias(random, outC, value)], [output], layer));
            value = output;
        }

        graph.Outputs.Add(value);
        return graph;
    }

    /// <summary>Two products of pixels with a sum of what went in and what came out, between which workers may keep their parts.</summary>
    public static Graph MakePixelwise(int seed, int height, int width, int channels)
    {
        var random = new Random(seed);
        var graph = new Graph();
        var input = Activation("x", height, width, channels);
        graph.Inputs.Add(input);
        var value = input;
        for (var layer = 0; layer < 2; layer++)
        {
            var outC = layer == 0 ? (2 * channels) + 1 : channels;
            var inC = value.Shape[3];
            var weights = new sbyte[outC * inC];
            random.NextBytes(MemoryMarshal.AsBytes(weights.AsSpan()));
            weights.AsSpan().Replace(sbyte.MinValue, (sbyte)0);
            var output = Activation($"y{layer}", height, width, outC);
            var record = new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 };
            graph.Nodes.Add(Node.Of($"product{layer}", record, [value, Weights(weights, outC, inC, 1), Bias(random, outC, value)], [output], layer));
            value = output;
        }

        var sum = Activation("sum", height, width, channels);
        sum.Scales = [0.11f];
        graph.Nodes.Add(Node.Of("add", default(Add), [input, value], [sum], 2));
        graph.Outputs.Add(sum);
        return graph;
    }

    private static Value Activation(string name, int height, int width, int channels) => new()
    {
        Name = name,
        Type = ElementType.Int8,
        Shape = new Shape(1, height, width, channels),
        Scales = [0.05f],
        ZeroPoint = -3,
    };

    private static Value Weights(sbyte[] weights, int outC, int inC, int kernel = 3) => new()
    {
        Name = "weights",
        Type = ElementType.Int8,
        Shape = new Shape(outC, kernel, kernel, inC),
        Scales = [.. Enumerable.Range(0, outC).Select(c => 0.0012f + (0.00002f * c))],
        ChannelAxis = 0,
        Constant = MemoryMarshal.AsBytes(weights.AsSpan()).ToArray(),
    };

    private static Value Bias(Random random, int outC, Value input)
    {
        var bias = Enumerable.Range(0, outC).Select(_ => random.Next(-20_000, 20_000)).ToArray();
        return Value.Of<int>($"bias of {input.Name}", new Shape(outC), bias);
    }
}
