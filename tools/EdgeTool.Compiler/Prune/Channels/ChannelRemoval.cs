using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Takes channels out of a graph: what is left is a smaller dense graph that obeys the same laws.</summary>
public static class ChannelRemoval
{
    /// <summary>Removes channels in place.</summary>
    /// <param name="graph">The graph that the channels were found in, unchanged since.</param>
    /// <param name="removed">Channels; of each group at least one stays.</param>
    public static void Apply(Graph graph, IEnumerable<Channel> removed)
    {
        var kept = new Dictionary<ValueAxis, bool[]>();
        foreach (var (axis, index) in removed.SelectMany(channel => channel.Lanes))
        {
            if (!kept.TryGetValue(axis, out var keeps))
            {
                keeps = kept[axis] = new bool[axis.Size];
                keeps.AsSpan().Fill(true);
            }

            keeps[index] = false;
        }

        foreach (var node in graph.Nodes)
        {
            MovedBounds.Follow(node, axis => kept.GetValueOrDefault(axis));
        }

        foreach (var axes in kept.GroupBy(k => k.Key.Value))
        {
            foreach (var (axis, keeps) in axes)
            {
                Shrink(axis, [.. Enumerable.Range(0, keeps.Length).Where(i => keeps[i])]);
            }
        }

        GraphProof.Check(graph);
    }

    private static void Shrink(ValueAxis axis, int[] kept)
    {
        var (value, shape) = (axis.Value, axis.Value.Shape);
        var (outer, inner) = (shape.Product(0, axis.Axis), shape.Product(axis.Axis + 1, shape.Rank) * value.Type.SizeBytes());
        value.Constant = Gather(value.Constant);
        value.InitialValue = Gather(value.InitialValue);
        if (value.ChannelAxis == axis.Axis)
        {
            value.Scales = [.. kept.Select(i => value.Scales[i])];
        }

        if (value.Steps is { } steps && steps.Axis == axis.Axis)
        {
            value.Steps = steps with { Scales = [.. kept.Select(i => steps.Scales[i])] };
        }

        shape[axis.Axis] = kept.Length;
        value.Shape = shape;

        byte[]? Gather(byte[]? elements)
        {
            if (elements is null)
            {
                return null;
            }

            var result = new byte[outer * kept.Length * inner];
            for (var o = 0; o < outer; o++)
            {
                for (var k = 0; k < kept.Length; k++)
                {
                    elements.AsSpan(((o * axis.Size) + kept[k]) * inner, inner).CopyTo(result.AsSpan(((o * kept.Length) + k) * inner));
                }
            }

            return result;
        }
    }
}
