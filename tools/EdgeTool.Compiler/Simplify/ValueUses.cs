namespace EdgeTool.Compiler;

/// <summary>Who reads each value, counted once before a rewrite walks the graph.</summary>
internal sealed class ValueUses
{
    private readonly Dictionary<Value, int> _reads = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Value> _interface = new(ReferenceEqualityComparer.Instance);

    public ValueUses(Graph graph)
    {
        foreach (var value in graph.Nodes.SelectMany(n => n.Inputs).OfType<Value>())
        {
            _reads[value] = Reads(value) + 1;
        }

        _interface.UnionWith(graph.Inputs.Concat(graph.Outputs));
    }

    public int Reads(Value value) => _reads.GetValueOrDefault(value);

    /// <summary>A model input or output: its bytes are visible outside.</summary>
    public bool IsInterface(Value value) => _interface.Contains(value);

    /// <summary>A value inside the graph that exactly one node reads: it may vanish.</summary>
    public bool IsPrivate(Value value) => Reads(value) == 1 && !IsInterface(value) && !value.IsVariable && !value.IsConstant;

    /// <summary>Same type, shape and quantization: bytes of one mean what bytes of the other mean.</summary>
    public static bool SameMeaning(Value a, Value b) => a.Shape == b.Shape && SameElements(a, b);

    /// <summary>Same type and quantization, whatever the shape.</summary>
    public static bool SameElements(Value a, Value b) =>
        a.Type == b.Type && a.ZeroPoint == b.ZeroPoint && a.ChannelAxis == b.ChannelAxis && a.Scales.AsSpan().SequenceEqual(b.Scales);
}
