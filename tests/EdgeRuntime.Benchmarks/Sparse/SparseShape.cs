using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Benchmarks;

/// <summary>A fully connected layer, or a 1x1 convolution, of which a model with nothing else can be packed dense and sparse.</summary>
/// <param name="Side">Pixels each way; 0 for a fully connected layer.</param>
/// <param name="Depth">Inputs of a product.</param>
/// <param name="Channels">Outputs.</param>
internal sealed record SparseShape(int Side, int Depth, int Channels)
{
    public static IReadOnlyList<SparseShape> All { get; } = [new(0, 1024, 1024), new(14, 256, 256), new(28, 128, 128)];

    public string Text => Side == 0 ? $"fully connected {Depth} → {Channels}" : $"1x1 over {Side}x{Side}x{Depth} → {Channels}";

    /// <param name="kept">Weights of every four that stay, the same for <paramref name="together"/> neighbouring channels.</param>
    /// <param name="together">Channels that share their zeros.</param>
    /// <param name="target">Board to pack for; empty for none.</param>
    public byte[] Packed(int kept, int together, string target)
    {
        var random = new Random(1);
        var elements = new sbyte[Channels * Depth];
        var stays = new bool[Depth];
        for (var i = 0; i < elements.Length; i++)
        {
            if (i % (together * Depth) == 0)
            {
                Choose(random, kept, stays);
            }

            var magnitude = random.Next(1, 128);
            elements[i] = (sbyte)(!stays[i % Depth] ? 0 : random.Next(2) == 0 ? magnitude : -magnitude);
        }

        return Side == 0
            ? Packed(new FullyConnected(), new Shape(1, Depth), new Shape(Channels, Depth), elements, new Shape(1, Channels), target)
            : Packed(
                new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 },
                new Shape(1, Side, Side, Depth), new Shape(Channels, 1, 1, Depth), elements, new Shape(1, Side, Side, Channels), target);
    }

    private static void Choose(Random random, int kept, bool[] stays)
    {
        for (var k = 0; k < stays.Length; k += 4)
        {
            var order = new[] { 0, 1, 2, 3 };
            random.Shuffle(order);
            for (var i = 0; i < 4; i++)
            {
                stays[k + order[i]] = i < kept;
            }
        }
    }

    private byte[] Packed<T>(T record, Shape inputShape, Shape weightShape, sbyte[] elements, Shape outputShape, string target)
        where T : unmanaged, IOperatorRecord<T>
    {
        var weights = Value.Of<sbyte>("weights", weightShape, elements);
        (weights.Scales, weights.ChannelAxis) = ([.. Enumerable.Repeat(0.01f, Channels)], 0);
        var input = new Value { Name = "input", Type = ElementType.Int8, Shape = inputShape, Scales = [0.05f] };
        var output = new Value { Name = "output", Type = ElementType.Int8, Shape = outputShape, Scales = [1f] };
        var graph = new Graph();
        graph.Inputs.Add(input);
        graph.Nodes.Add(Node.Of("layer", record, [input, weights], [output]));
        graph.Outputs.Add(output);
        return ModelCompiler.Compile(graph, new CompileOptions { Target = target, SelfTestCases = 1 }).Bytes;
    }
}
