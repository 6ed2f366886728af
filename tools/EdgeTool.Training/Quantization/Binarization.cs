using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// Training of binary nets (Hubara et al. 2016; Rastegari et al. 2016, XNOR-Net): all convolutions and dense layers but the first and the last
/// multiply signs with signs, weights with one magnitude per output channel, the mean of its real weights. Gradients pass straight through.
/// Batch normalization before every sign takes the place of activations.
/// </summary>
public sealed class Binarization : ITrainingMethod
{
    private readonly Graph _graph;
    private readonly HashSet<Node> _layers;
    private readonly HashSet<Value> _signs;

    private Binarization(Graph graph, IEnumerable<Node> layers)
    {
        (_graph, _layers) = (graph, new HashSet<Node>(layers, ReferenceEqualityComparer.Instance));
        _signs = new HashSet<Value>(_layers.Select(n => n.Inputs[0]!), ReferenceEqualityComparer.Instance);
    }

    /// <summary>Layers that become binary.</summary>
    public IReadOnlyCollection<Node> Layers => _layers;

    /// <summary>Layers whose sums must be normalized in the twin: binary ones, and those whose results are reduced to signs.</summary>
    public IReadOnlyList<Node> Normalized { get; private init; } = [];

    /// <summary>Chooses the binary layers of a graph, and takes away the activations that signs replace.</summary>
    /// <param name="graph">A float graph with three weighted layers at least, none of them branching into others.</param>
    /// <exception cref="UnsupportedModelException">Nothing is left between the first and the last layer.</exception>
    public static Binarization Of(Graph graph)
    {
        var weighted = graph.Nodes.Where(n => n.OpCode is OpCode.Conv2D or OpCode.FullyConnected && WeightedLayer.TryOf(n) is { Groups: 1 }).ToList();
        if (weighted.Count < 3)
        {
            throw new ImportException($"Only layers between the first and the last become binary; this net has {weighted.Count} convolutions and dense layers without groups.");
        }

        var layers = weighted.Skip(1).SkipLast(1).ToList();
        var sources = layers.Select(l => SourceOf(graph, l)).OfType<Node>().Distinct().ToList();
        foreach (var node in sources)
        {
            RemoveActivation(node);
        }

        return new Binarization(graph, layers) { Normalized = [.. weighted.Where(n => layers.Contains(n) || sources.Contains(n))] };
    }

    /// <summary>The trained net as a float graph, its signs spelled out, batch normalization folded: what packs to binary operators.</summary>
    public Graph Export(Twin twin)
    {
        using (no_grad())
        {
            foreach (var layer in _layers)
            {
                var parameter = twin.Parameters[layer.Inputs[1]!];
                parameter.copy_(Weights(parameter));
            }
        }

        var copy = twin.Export();
        foreach (var (node, index) in _graph.Nodes.Select((n, i) => (n, i)).Where(p => _layers.Contains(p.n)).Reverse().ToList())
        {
            var target = copy.Nodes[index];
            var signs = Signs(copy, target.Inputs[0]!, index);
            target.Inputs[0] = signs;
        }

        return copy;
    }

    Tensor ITwinHook.Weight(Node node, Value weight, Tensor tensor) =>
        _layers.Contains(node) && node.Inputs[1] == weight ? Weights(tensor) : tensor;

    Tensor ITwinHook.Activation(Value value, Tensor tensor) => _signs.Contains(value) ? StraightThroughSign.Of(tensor) : tensor;

    /// <summary>Signs times the mean magnitude of each output channel.</summary>
    private static Tensor Weights(Tensor tensor)
    {
        long[] others = [.. Enumerable.Range(1, tensor.shape.Length - 1)];
        return StraightThroughSign.Of(tensor) * tensor.abs().mean(others, keepdim: true);
    }

    private static Value Signs(Graph graph, Value source, int index)
    {
        var truth = new Value { Name = $"{source.Name}/positive", Type = ElementType.Bool, Shape = source.Shape };
        var signs = new Value { Name = $"{source.Name}/sign", Type = ElementType.Float32, Shape = source.Shape };
        graph.Nodes.Insert(index, Node.Of(
            truth.Name, new BinaryMath { Function = BinaryFunction.GreaterOrEqual }, [source, Number("zero", 0)], [truth]));
        graph.Nodes.Insert(index + 1, Node.Of(signs.Name, default(Where), [truth, Number("one", 1), Number("minusOne", -1)], [signs]));
        return signs;

        Value Number(string name, float number) => Value.Of<float>($"{source.Name}/{name}", new Shape(), [number]);
    }

    /// <summary>The weighted layer that a layer's input comes from, through whatever only moves or pools elements.</summary>
    private static Node? SourceOf(Graph graph, Node layer)
    {
        var value = layer.Inputs[0]!;
        while (graph.Nodes.Find(n => n.Outputs.Contains(value)) is { } node)
        {
            if (node.OpCode is OpCode.Conv2D or OpCode.FullyConnected or OpCode.DepthwiseConv2D)
            {
                return node;
            }

            value = node.Inputs[0]!;
        }

        return null;
    }

    private static void RemoveActivation(Node node)
    {
        switch (node.OpCode)
        {
            case OpCode.Conv2D:
                node.SetRecord(node.Record<Conv2D>() with { Activation = Activation.None });
                break;
            case OpCode.DepthwiseConv2D:
                node.SetRecord(node.Record<DepthwiseConv2D>() with { Activation = Activation.None });
                break;
            default:
                node.SetRecord(node.Record<FullyConnected>() with { Activation = Activation.None });
                break;
        }
    }
}
