namespace EdgeTool.Compiler.Onnx;

/// <summary>Names of one graph and their values; a body also sees the names of the graphs around it.</summary>
/// <param name="outer">Null for the model's own graph.</param>
internal sealed class OnnxScope(OnnxScope? outer)
{
    private readonly Dictionary<string, Value?> _values = [];

    public bool HasOwn(string name) => _values.ContainsKey(name);

    /// <exception cref="ImportException">The name has a value already: ONNX graphs write every name once.</exception>
    public void Define(string name, Value value)
    {
        if (!_values.TryAdd(name, value))
        {
            throw new ImportException($"The name '{name}' is given twice in one graph. Export the model again.");
        }
    }

    /// <summary>Values that cannot be known, because the node that writes them is unsupported.</summary>
    public void Poison(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _values[name] = null;
        }
    }

    /// <param name="name">Name of a value.</param>
    /// <param name="value">Null when it cannot be known.</param>
    /// <returns>Whether the name is known here or around.</returns>
    public bool TryFind(string name, out Value? value) => _values.TryGetValue(name, out value) || (outer?.TryFind(name, out value) ?? false);
}
