using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Which value's range decides the format of each value of a plan's graph: its own, or, where an operator only moves elements, that of the value
/// they come from or go to. The same rules as <see cref="GraphQuantizer"/> writes by.
/// </summary>
public static class RangeOwners
{
    /// <summary>Owners of all real values that are given or computed in integers; a value whose function prescribes its format has none.</summary>
    public static IReadOnlyDictionary<Value, Value> Of(QuantizationPlan plan)
    {
        var owners = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        foreach (var input in plan.Source.Inputs.Where(v => v.Type == ElementType.Float32))
        {
            owners[input] = input;
        }

        foreach (var node in plan.Source.Nodes.Where(QuantizationRules.ComputesReals))
        {
            foreach (var output in node.Outputs.Where(v => v.Type == ElementType.Float32))
            {
                switch (QuantizationRules.Of(node))
                {
                    case QuantizationRule.AsInput:
                        if (owners.TryGetValue(node.Inputs[0]!, out var owner))
                        {
                            owners[output] = owner;
                        }

                        break;
                    case QuantizationRule.Float or QuantizationRule.Fixed:
                        break;
                    default:
                        owners[output] = output;
                        break;
                }
            }
        }

        Join(plan.Source, owners);
        return owners;
    }

    /// <summary>A value that only a joining operator reads is stored as that operator's output.</summary>
    private static void Join(Graph graph, Dictionary<Value, Value> owners)
    {
        var uses = new ValueUses(graph);
        foreach (var node in graph.Nodes.AsEnumerable().Reverse().Where(n => QuantizationRules.Of(n) == QuantizationRule.AsOutput))
        {
            foreach (var input in node.Inputs.OfType<Value>().Where(v => uses.IsPrivate(v) && owners.GetValueOrDefault(v) == v))
            {
                owners[input] = owners[node.Outputs[0]];
            }
        }
    }
}
