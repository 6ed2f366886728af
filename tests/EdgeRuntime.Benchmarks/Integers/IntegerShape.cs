using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Benchmarks;

/// <summary>One convolution of integers that the int8 tiles do not take, packed as a model with nothing else.</summary>
/// <param name="Type">Of input and output; weights are uint8 beside uint8, else int8.</param>
/// <param name="Side">Pixels of input and output, each way.</param>
/// <param name="Kernel">Taps, each way.</param>
/// <param name="Channels">In and out.</param>
/// <param name="Groups">That see their own channels only; as many as channels for a depthwise convolution.</param>
internal sealed record IntegerShape(ElementType Type, int Side, int Kernel, int Channels, int Groups)
{
    public static IReadOnlyList<IntegerShape> All { get; } =
    [
        new(ElementType.UInt8, 16, 3, 32, 1),
        new(ElementType.UInt8, 8, 1, 128, 1),
        new(ElementType.UInt8, 1, 1, 1024, 1),
        new(ElementType.Int16, 16, 3, 32, 1),
        new(ElementType.Int16, 8, 1, 128, 1),
        new(ElementType.Int8, 16, 3, 64, 4),
        new(ElementType.Int8, 16, 1, 256, 8),
        new(ElementType.UInt8, 32, 3, 32, 32),
        new(ElementType.Int16, 32, 3, 32, 32),
    ];

    public byte[] Packed()
    {
        var random = new Random(1);
        var isDepthwise = Groups == Channels;
        var filters = isDepthwise ? new Shape(1, Kernel, Kernel, Channels) : new Shape(Channels, Kernel, Kernel, Channels / Groups);
        var weights = Type == ElementType.UInt8
            ? Value.Of<byte>("weights", filters, [.. Enumerable.Range(0, filters.ElementCount).Select(_ => (byte)random.Next(256))])
            : Value.Of<sbyte>("weights", filters, [.. Enumerable.Range(0, filters.ElementCount).Select(_ => (sbyte)random.Next(-127, 128))]);
        (weights.Scales, weights.ZeroPoint) = ([0.01f], Type == ElementType.UInt8 ? 120 : 0);
        var graph = new Graph();
        var (input, output) = (Of("input", 0.05f), Of("output", 1f));
        graph.Inputs.Add(input);
        graph.Nodes.Add(isDepthwise ? Node.Of("depthwise", Depthwise, [input, weights], [output]) : Node.Of("convolution", Plain, [input, weights], [output]));
        graph.Outputs.Add(output);
        return ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 1 }).Bytes;
    }

    private Conv2D Plain => new() { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = Kernel / 2, PadLeft = Kernel / 2 };

    private DepthwiseConv2D Depthwise =>
        new() { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = Kernel / 2, PadLeft = Kernel / 2, DepthMultiplier = 1 };

    private Value Of(string name, float scale) => new()
    {
        Name = name,
        Type = Type,
        Shape = new Shape(1, Side, Side, Channels),
        Scales = [scale],
        ZeroPoint = Type == ElementType.Int16 ? 0 : 7,
    };
}
