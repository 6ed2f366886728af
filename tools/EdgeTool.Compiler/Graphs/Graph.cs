using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A model between import and packing: nodes in execution order over values.</summary>
public sealed class Graph
{
    public List<Value> Inputs { get; } = [];

    public List<Value> Outputs { get; } = [];

    /// <summary>
    /// Outputs of the source that have no elements, each with its place among all of them. Only an import for one run makes any
    /// (<see cref="ImportOptions.ExactSizes"/>): a packed model has none.
    /// </summary>
    public List<(int Place, Value Value)> EmptyOutputs { get; } = [];

    /// <summary>In execution order: every value is written before it is read.</summary>
    public List<Node> Nodes { get; } = [];

    public ModelContract Contract { get; set; } = new();

    /// <summary>Every value that the inputs, outputs or nodes mention, each once, in order of first mention.</summary>
    public IEnumerable<Value> Values()
    {
        var seen = new HashSet<Value>(ReferenceEqualityComparer.Instance);
        return Inputs.Concat(Nodes.SelectMany(n => n.Inputs.OfType<Value>().Concat(n.Outputs))).Concat(Outputs).Where(seen.Add);
    }
}
