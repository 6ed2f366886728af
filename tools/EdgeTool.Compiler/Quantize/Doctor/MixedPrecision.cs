using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Gives the layers that hurt most a wider type: 16-bit activations with 8-bit weights, or float32.</summary>
public static class MixedPrecision
{
    /// <param name="plan">The plan to start from; it is not changed.</param>
    /// <param name="worst">Layers by damage, the worst first; nodes of <paramref name="plan"/>'s source or of one with the same names.</param>
    /// <param name="count">How many of them change.</param>
    /// <param name="type">Their new type.</param>
    public static QuantizationPlan Widen(QuantizationPlan plan, IReadOnlyList<Node> worst, int count, ElementType type)
    {
        var widened = plan.Copy();
        var names = worst.Take(count).Select(n => (n.Name, n.SourceIndex)).ToHashSet();
        var written = new Dictionary<Value, ElementType>(ReferenceEqualityComparer.Instance);
        foreach (var node in widened.Source.Nodes)
        {
            if (names.Contains((node.Name, node.SourceIndex)))
            {
                widened.SetType(node, type);
            }
            else if (QuantizationRules.Of(node) == QuantizationRule.AsInput && node.Inputs[0] is { } input && written.TryGetValue(input, out var given))
            {
                // What only moves elements keeps the type they come in.
                widened.SetType(node, given);
            }

            foreach (var output in node.Outputs)
            {
                written[output] = widened.TypeOf(node);
            }
        }

        return widened;
    }
}
