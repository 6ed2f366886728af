using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace Published.Tests;

/// <summary>An int8 net with one layer of every operator that has variants: convolution, depthwise convolution, fully connected.</summary>
internal static class SmallNet
{
    private const int Height = 11, Width = 9, InC = 5, OutC = 18, Classes = 7;

    /// <summary>Its packed bytes, with self-test vectors computed on this machine.</summary>
    public static byte[] Pack()
    {
        var random = new Random(20261124);
        var input = Activation("input", new Shape(1, Height, Width, InC));
        var convolved = Activation("convolved", new Shape(1, Height, Width, OutC));
        var filtered = Activation("filtered", new Shape(1, Height, Width, OutC));
        var scores = Activation("scores", new Shape(1, Classes));

        var graph = new Graph();
        graph.Inputs.Add(input);
        graph.Nodes.Add(Node.Of(
            "conv",
            new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1, Activation = EdgeRuntime.Model.Activation.Relu },
            [input, Weights(random, new Shape(OutC, 3, 3, InC), 0), Bias(random, OutC)],
            [convolved]));
        graph.Nodes.Add(Node.Of(
            "depthwise",
            new DepthwiseConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = 1, PadLeft = 1, DepthMultiplier = 1 },
            [convolved, Weights(random, new Shape(1, 3, 3, OutC), 3), Bias(random, OutC)],
            [filtered]));
        graph.Nodes.Add(Node.Of(
            "dense",
            default(FullyConnected),
            [filtered, Weights(random, new Shape(Classes, Height * Width * OutC), -1), Bias(random, Classes)],
            [scores]));
        graph.Outputs.Add(scores);
        return ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 8 }).Bytes;
    }

    private static Value Activation(string name, Shape shape) => new()
    {
        Name = name,
        Type = ElementType.Int8,
        Shape = shape,
        Scales = [0.05f],
        ZeroPoint = -3,
    };

    private static Value Weights(Random random, Shape shape, int channelAxis)
    {
        var weights = new sbyte[shape.ElementCount];
        random.NextBytes(MemoryMarshal.AsBytes(weights.AsSpan()));
        weights.AsSpan().Replace(sbyte.MinValue, (sbyte)0);
        return new Value
        {
            Name = $"weights {shape}",
            Type = ElementType.Int8,
            Shape = shape,
            Scales = channelAxis < 0 ? [0.0003f] : [.. Enumerable.Range(0, shape[channelAxis]).Select(c => 0.0008f + (0.00001f * c))],
            ChannelAxis = channelAxis,
            Constant = MemoryMarshal.AsBytes(weights.AsSpan()).ToArray(),
        };
    }

    private static Value Bias(Random random, int count) => Value.Of<int>(
        $"bias {random.Next()}", new Shape(count), Enumerable.Range(0, count).Select(_ => random.Next(-9000, 9000)).ToArray());
}
