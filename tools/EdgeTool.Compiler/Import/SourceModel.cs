namespace EdgeTool.Compiler;

/// <summary>A model file of any format we read, told apart by its content.</summary>
public static class SourceModel
{
    /// <summary>Reads a <c>.tflite</c> or <c>.edge</c> file into a graph, one node per source operator.</summary>
    /// <exception cref="ImportException">The file is damaged or of no known format.</exception>
    /// <exception cref="UnsupportedModelException">Some nodes cannot be packed; it names every one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Graph Import(string path) => throw new InvalidOperationException("written by the import work");
}

/// <summary>One node that cannot be packed: what, why, and what to do.</summary>
public sealed record UnsupportedNode(int Index, string Operator, string Name, string Reason, string Remedy);

/// <summary>A source model that cannot be packed.</summary>
public sealed class UnsupportedModelException(IReadOnlyList<UnsupportedNode> nodes)
    : Exception($"{nodes.Count} node(s) are not supported: {string.Join("; ", nodes.Select(n => $"{n.Operator} '{n.Name}' {n.Reason}"))}")
{
    /// <summary>Every unsupported node, in the file's order.</summary>
    public IReadOnlyList<UnsupportedNode> Nodes { get; } = nodes;
}
