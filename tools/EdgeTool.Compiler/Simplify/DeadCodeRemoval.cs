namespace EdgeTool.Compiler;

/// <summary>Removes nodes that nobody reads. Nodes that touch a variable stay: the next inference may read it.</summary>
internal sealed class DeadCodeRemoval : IRewrite
{
    public bool Apply(Graph graph)
    {
        var live = new HashSet<Value>(graph.Outputs, ReferenceEqualityComparer.Instance);
        var kept = new List<Node>();
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (node.Outputs.Any(live.Contains) || TouchesVariable(node))
            {
                kept.Add(node);
                live.UnionWith(node.Inputs.OfType<Value>());
            }
        }

        if (kept.Count == graph.Nodes.Count)
        {
            return false;
        }

        kept.Reverse();
        graph.Nodes.Clear();
        graph.Nodes.AddRange(kept);
        return true;
    }

    /// <summary>A mere read does not count.</summary>
    private static bool TouchesVariable(Node node) =>
        node.OpCode != EdgeRuntime.Model.OpCode.ReadVariable && (node.Inputs.Any(v => v is { IsVariable: true }) || node.Outputs.Any(v => v.IsVariable));
}
