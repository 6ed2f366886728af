namespace EdgeTool.Compiler;

/// <summary>First and last step, both included, that need a value's bytes.</summary>
public readonly record struct LiveRange(int FirstStep, int LastStep);

/// <summary>
/// When each value of a graph is needed. Inputs from step -1, as they are written before the first step; outputs to step N, as they are read
/// after the last; variables always. Constants lie in the weights and have no range.
/// </summary>
public static class LiveRanges
{
    public static Dictionary<Value, LiveRange> Of(Graph graph)
    {
        var ranges = new Dictionary<Value, LiveRange>(ReferenceEqualityComparer.Instance);
        foreach (var value in graph.Values().Where(v => v.IsVariable))
        {
            ranges[value] = new LiveRange(-1, graph.Nodes.Count);
        }

        foreach (var input in graph.Inputs.Where(v => !v.IsConstant))
        {
            ranges.TryAdd(input, new LiveRange(-1, -1));
        }

        for (var step = 0; step < graph.Nodes.Count; step++)
        {
            foreach (var input in graph.Nodes[step].Inputs.OfType<Value>())
            {
                Extend(ranges, input, step);
            }

            foreach (var output in graph.Nodes[step].Outputs)
            {
                ranges.TryAdd(output, new LiveRange(step, step));
            }
        }

        graph.Outputs.ForEach(output => Extend(ranges, output, graph.Nodes.Count));
        return ranges;
    }

    private static void Extend(Dictionary<Value, LiveRange> ranges, Value value, int step)
    {
        if (ranges.TryGetValue(value, out var range) && range.LastStep < step)
        {
            ranges[value] = range with { LastStep = step };
        }
    }
}
