namespace EdgeTool.Compiler;

/// <summary>Proves that a graph can be executed in its order and that every node obeys its operator's law.</summary>
public static class GraphProof
{
    /// <exception cref="ImportException">The first thing that does not hold; names node and value.</exception>
    public static void Check(Graph graph)
    {
        var known = new HashSet<Value>(ReferenceEqualityComparer.Instance);
        foreach (var input in graph.Inputs)
        {
            Require(!input.IsConstant && !input.IsVariable, $"Input '{input.Name}' is a constant or a variable; an input is given at run time.");
            Require(known.Add(input), $"Input '{input.Name}' is listed twice.");
        }

        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs.OfType<Value>())
            {
                Require(IsGiven(input) || known.Contains(input), $"{node} reads '{input.Name}', which no earlier node writes.");
            }

            foreach (var output in node.Outputs)
            {
                Require(!output.IsConstant, $"{node} writes the constant '{output.Name}'.");
                Require(known.Add(output) || output.IsVariable, $"{node} writes '{output.Name}', which is written already.");
            }

            node.CheckLaw();
        }

        foreach (var output in graph.Outputs)
        {
            Require(IsGiven(output) || known.Contains(output), $"Output '{output.Name}' is written by no node.");
        }

        foreach (var value in graph.Values())
        {
            RequireBytes(value, "constant", value.Constant);
            RequireBytes(value, "initial value", value.InitialValue);
        }
    }

    private static bool IsGiven(Value value) => value.IsConstant || value.IsVariable;

    private static void RequireBytes(Value value, string what, byte[]? bytes) => Require(
        bytes is null || bytes.Length == value.Info.ByteLength,
        $"The {what} of '{value.Name}' has {bytes?.Length} bytes; {value.Info} needs {value.Info.ByteLength}.");

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ImportException(message);
        }
    }
}
