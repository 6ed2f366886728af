using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>One version of a graph, and what its nodes wrote for every example.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Written">Bytes of each node's outputs: [example][node][output]; nodes that were not run have none.</param>
/// <param name="End">Nodes before this one were run.</param>
internal sealed record GraphVersion(Graph Graph, byte[][][][] Written, int End)
{
    private readonly Dictionary<Value, (int Node, int Output)> _writers = WritersOf(Graph);

    /// <summary>Bytes of a value of this version: what its node wrote, or an input's example.</summary>
    /// <exception cref="ImportException">It is computed by no node.</exception>
    public ReadOnlySpan<byte> BytesOf(Value value, InputSamples samples, int example) =>
        _writers.TryGetValue(value, out var at) ? Written[example][at.Node][at.Output]
        : Graph.Inputs.IndexOf(value) is >= 0 and var input ? samples.Bytes(example, input)
        : throw new ImportException($"'{value.Name}' is computed by no node.");

    /// <summary>Nodes from the first on that compute the same bytes here and in another graph.</summary>
    public int CommonNodes(Graph other)
    {
        if (HasState(Graph) || HasState(other) || !Graph.Inputs.Zip(other.Inputs).All(p => ValueUses.SameMeaning(p.First, p.Second)))
        {
            return 0;
        }

        var twins = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        foreach (var (mine, theirs) in Graph.Inputs.Zip(other.Inputs))
        {
            twins[mine] = theirs;
        }

        var common = 0;
        while (common < Math.Min(End, other.Nodes.Count) && Same(Graph.Nodes[common], other.Nodes[common], twins))
        {
            common++;
        }

        return common;
    }

    private static Dictionary<Value, (int Node, int Output)> WritersOf(Graph graph)
    {
        var writers = new Dictionary<Value, (int Node, int Output)>(ReferenceEqualityComparer.Instance);
        for (var n = 0; n < graph.Nodes.Count; n++)
        {
            for (var o = 0; o < graph.Nodes[n].Outputs.Count; o++)
            {
                writers[graph.Nodes[n].Outputs[o]] = (n, o);
            }
        }

        return writers;
    }

    private static bool HasState(Graph graph) => graph.Values().Any(v => v.IsVariable);

    private static bool Same(Node mine, Node theirs, Dictionary<Value, Value> twins)
    {
        if (mine.OpCode != theirs.OpCode || mine.Inputs.Count != theirs.Inputs.Count || mine.Outputs.Count != theirs.Outputs.Count
            || !mine.RecordBytes.AsSpan().SequenceEqual(theirs.RecordBytes) || !mine.Outputs.Zip(theirs.Outputs).All(p => ValueUses.SameMeaning(p.First, p.Second)))
        {
            return false;
        }

        foreach (var (a, b) in mine.Inputs.Zip(theirs.Inputs))
        {
            var same = a is null || b is null ? a is null && b is null
                : a.IsConstant ? b.IsConstant && ValueUses.SameMeaning(a, b) && a.Constant.AsSpan().SequenceEqual(b.Constant)
                : twins.TryGetValue(a, out var twin) && ReferenceEquals(twin, b);
            if (!same)
            {
                return false;
            }
        }

        foreach (var (a, b) in mine.Outputs.Zip(theirs.Outputs))
        {
            twins[a] = b;
        }

        return true;
    }
}
