using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

/// <summary>Pointwise, depthwise, pointwise: an inverted residual's chain over an image of 30 by 8 pixels.</summary>
internal static class BandNet
{
    private const int Height = 30, Width = 8, Thin = 8, Wide = 24;

    public static Graph Make(int kernel, int stride, int padTop, int dilation, int seed)
    {
        var random = new Random(seed);
        var graph = new Graph();
        var window = ((kernel - 1) * dilation) + 1;
        var height = ((Height + (2 * padTop) - window) / stride) + 1;
        var (x, expanded) = (Image("x", Height, Thin), Image("expanded", Height, Wide));
        var (filtered, y) = (Image("filtered", height, Wide), Image("y", height, Thin));
        graph.Inputs.Add(x);
        graph.Nodes.Add(Node.Of("expand", Pointwise, [x, Weights("w0", new Shape(Wide, 1, 1, Thin), 0, random), Bias("b0", Wide, random)], [expanded]));
        graph.Nodes.Add(Node.Of(
            "filter",
            new DepthwiseConv2D { StrideH = stride, StrideW = 1, DilationH = dilation, DilationW = 1, PadTop = padTop, PadLeft = 1, DepthMultiplier = 1 },
            [expanded, Weights("w1", new Shape(1, kernel, 3, Wide), 3, random), Bias("b1", Wide, random)],
            [filtered]));
        graph.Nodes.Add(Node.Of("project", Pointwise, [filtered, Weights("w2", new Shape(Thin, 1, 1, Wide), 0, random), Bias("b2", Thin, random)], [y]));
        graph.Outputs.Add(y);
        return graph;
    }

    private static Conv2D Pointwise => new() { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 };

    private static Value Image(string name, int height, int channels) =>
        new() { Name = name, Type = ElementType.Int8, Shape = new Shape(1, height, Width, channels), Scales = [0.05f], ZeroPoint = 3 };

    private static Value Weights(string name, Shape shape, int channelAxis, Random random)
    {
        var bytes = new byte[shape.ElementCount];
        random.NextBytes(bytes);
        var scales = Enumerable.Range(0, shape[channelAxis]).Select(_ => 0.002f + (0.004f * random.NextSingle())).ToArray();
        return new Value { Name = name, Type = ElementType.Int8, Shape = shape, Scales = scales, ChannelAxis = channelAxis, Constant = [.. bytes.Select(b => b == 128 ? (byte)0 : b)] };
    }

    private static Value Bias(string name, int channels, Random random) =>
        Value.Of<int>(name, new Shape(channels), [.. Enumerable.Range(0, channels).Select(_ => random.Next(-2000, 2000))]);
}
