using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Benchmarks;

/// <summary>One convolution, of which a model with nothing else can be packed in float32, int8 and signs.</summary>
/// <param name="Side">Pixels of input and output, each way.</param>
/// <param name="Kernel">Taps, each way.</param>
/// <param name="Channels">In and out.</param>
internal sealed record SignShape(int Side, int Kernel, int Channels)
{
    public static IReadOnlyList<SignShape> All { get; } = [new(28, 3, 64), new(14, 3, 128), new(14, 3, 256), new(14, 1, 256)];

    public string Text => $"{Kernel}x{Kernel} over {Side}x{Side}x{Channels} → {Channels}";

    public long Macs => (long)Side * Side * Kernel * Kernel * Channels * Channels;

    private Shape Image(int last) => new(1, Side, Side, last);

    private Shape Filters(int last) => new(Channels, Kernel, Kernel, last);

    public byte[] Floats(string target)
    {
        var random = new Random(1);
        var weights = Value.Of<float>("weights", Filters(Channels), [.. Enumerable.Range(0, Filters(Channels).ElementCount).Select(_ => random.NextSingle() - 0.5f)]);
        return Packed(Of(ElementType.Float32, Channels), Plain, [weights], Of(ElementType.Float32, Channels), target);
    }

    public byte[] Int8(string target)
    {
        var random = new Random(1);
        var weights = Value.Of<sbyte>("weights", Filters(Channels), [.. Enumerable.Range(0, Filters(Channels).ElementCount).Select(_ => (sbyte)random.Next(-127, 128))]);
        (weights.Scales, weights.ChannelAxis) = ([.. Enumerable.Repeat(0.01f, Channels)], 0);
        var (input, output) = (Of(ElementType.Int8, Channels), Of(ElementType.Int8, Channels));
        (input.Scales, output.Scales) = ([0.05f], [1f]);
        return Packed(input, Plain, [weights], output, target);
    }

    /// <summary>Signs in and signs out.</summary>
    public byte[] Signs(string target)
    {
        var (random, words) = (new Random(1), SignWords.Count(Channels));
        var weights = Value.Of<uint>("weights", Filters(words), [.. Enumerable.Range(0, Filters(words).ElementCount).Select(_ => (uint)random.NextInt64(1L << 32))]);
        var record = new BinaryConv2D
        {
            StrideH = 1,
            StrideW = 1,
            DilationH = 1,
            DilationW = 1,
            PadTop = Kernel / 2,
            PadLeft = Kernel / 2,
            Channels = Channels,
            Padding = SignPadding.Zero,
        };
        return Packed(Of(ElementType.UInt32, words), record, [weights, Value.Of<int>("thresholds", new Shape(Channels), new int[Channels])], Of(ElementType.UInt32, words), target);
    }

    private Conv2D Plain => new() { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, PadTop = Kernel / 2, PadLeft = Kernel / 2 };

    private Value Of(ElementType type, int last) => new() { Name = $"{type}", Type = type, Shape = Image(last) };

    private static byte[] Packed<T>(Value input, T record, Value[] constants, Value output, string target)
        where T : unmanaged, IOperatorRecord<T>
    {
        var graph = new Graph();
        output.Name = "output";
        graph.Inputs.Add(input);
        graph.Nodes.Add(Node.Of("convolution", record, [input, .. constants], [output]));
        graph.Outputs.Add(output);
        return ModelCompiler.Compile(graph, new CompileOptions { Target = target, SelfTestCases = 1 }).Bytes;
    }
}
