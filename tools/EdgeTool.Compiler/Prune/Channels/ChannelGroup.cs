namespace EdgeTool.Compiler.Pruning;

/// <summary>Channels that lie on the same axes: they can be compared, and any of them may leave, as long as one stays.</summary>
public sealed class ChannelGroup
{
    internal ChannelGroup(IReadOnlyList<Channel> channels, IReadOnlyList<Node> layers) => (Channels, Layers) = (channels, layers);

    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>Layers with weights whose results lie on the group's axes, in execution order.</summary>
    public IReadOnlyList<Node> Layers { get; }

    /// <summary>For people: its layers.</summary>
    public string Name => Layers.Count > 0 ? string.Join(" + ", Layers.Select(n => n.Name)) : Channels[0].Lanes[0].Axis.ToString();

    /// <summary>Lanes that one channel takes of the axis where it takes fewest: how far apart possible sizes of the layers are.</summary>
    public int Lanes => Channels[0].Lanes.GroupBy(lane => lane.Axis).Min(lanes => lanes.Count());
}
