using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Finds every channel of a float graph that can be left out, in groups.</summary>
public static class ChannelGroups
{
    /// <summary>Groups in the order of their first layer. Only channels with weights are offered.</summary>
    /// <param name="graph">Every node obeys its operator's law.</param>
    public static IReadOnlyList<ChannelGroup> Of(Graph graph)
    {
        var layersOf = LayersByResult(graph);
        return
        [
            .. ChannelsOf(ChannelCoupling.Of(graph).Lanes).Where(HasWeights).GroupBy(AxesOf, AxisListComparer.Instance)
                .Select(channels => new ChannelGroup([.. channels], [.. channels.Key.SelectMany(axis => layersOf[axis.Axis]).Distinct().Order()
                    .Select(index => graph.Nodes[index])]))
                .OrderBy(group => group.Layers.Count > 0 ? graph.Nodes.IndexOf(group.Layers[0]) : graph.Nodes.Count),
        ];
    }

    private static IEnumerable<Channel> ChannelsOf(LaneSets sets)
    {
        var lanes = new Dictionary<int, List<Lane>>();
        foreach (var axis in sets.Axes)
        {
            for (var i = 0; i < axis.Size; i++)
            {
                if (sets.IsLocked(axis, i))
                {
                    continue;
                }

                var set = sets.SetOf(axis, i);
                if (!lanes.TryGetValue(set, out var list))
                {
                    lanes[set] = list = [];
                }

                list.Add(new Lane(axis, i));
            }
        }

        return lanes.Values.Select(list => new Channel(list));
    }

    private static bool HasWeights(Channel channel) => channel.Lanes.Any(lane => lane.Axis.Value is { IsConstant: true, Type: ElementType.Float32 });

    /// <summary>Axes in the graph's order, with how many lanes of each.</summary>
    private static IReadOnlyList<(ValueAxis Axis, int Lanes)> AxesOf(Channel channel) =>
        [.. channel.Lanes.GroupBy(lane => lane.Axis).Select(lanes => (lanes.Key, lanes.Count()))];

    /// <summary>Layers that multiply, by every axis of their results.</summary>
    private static ILookup<ValueAxis, int> LayersByResult(Graph graph) => graph.Nodes.Index()
        .Where(n => n.Item.Inputs.Skip(1).Any(v => v is { IsConstant: true }) && n.Item.Law.Macs(n.Item.RecordBytes, new OperandSet(n.Item.InputInfos, n.Item.OutputInfos)) > 0)
        .SelectMany(n => Enumerable.Range(0, n.Item.Outputs[0].Shape.Rank).Select(axis => (Axis: new ValueAxis(n.Item.Outputs[0], axis), n.Index)))
        .ToLookup(pair => pair.Axis, pair => pair.Index);

    private sealed class AxisListComparer : IEqualityComparer<IReadOnlyList<(ValueAxis Axis, int Lanes)>>
    {
        public static AxisListComparer Instance { get; } = new();

        public bool Equals(IReadOnlyList<(ValueAxis Axis, int Lanes)>? x, IReadOnlyList<(ValueAxis Axis, int Lanes)>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IReadOnlyList<(ValueAxis Axis, int Lanes)> axes)
        {
            var hash = new HashCode();
            foreach (var axis in axes)
            {
                hash.Add(axis);
            }

            return hash.ToHashCode();
        }
    }
}
