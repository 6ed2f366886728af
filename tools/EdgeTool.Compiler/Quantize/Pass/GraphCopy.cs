namespace EdgeTool.Compiler.Quantization;

/// <summary>A graph of its own with the same nodes and values; constants share their bytes until they are replaced.</summary>
public static class GraphCopy
{
    public static Graph Of(Graph graph)
    {
        var copies = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        var copy = new Graph { Contract = graph.Contract };
        copy.Inputs.AddRange(graph.Inputs.Select(Copy));
        foreach (var node in graph.Nodes)
        {
            copy.Nodes.Add(Node.Of(node.Name, node.Law, [.. node.RecordBytes], node.Inputs.Select(v => v is null ? null : Copy(v)), node.Outputs.Select(Copy), node.SourceIndex));
        }

        copy.Outputs.AddRange(graph.Outputs.Select(Copy));
        return copy;

        Value Copy(Value v) => copies.TryGetValue(v, out var known) ? known : copies[v] = new Value
        {
            Name = v.Name,
            Type = v.Type,
            Shape = v.Shape,
            Scales = v.Scales,
            ZeroPoint = v.ZeroPoint,
            ChannelAxis = v.ChannelAxis,
            Constant = v.Constant,
            IsVariable = v.IsVariable,
            InitialValue = v.InitialValue,
            SourceIndex = v.SourceIndex,
        };
    }
}
