namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// The size of the factors that batch normalization gave each layer's channels (Liu et al. 2017, network slimming), kept beside a graph whose
/// weights they were folded into.
/// </summary>
public sealed class NormalizationFactors
{
    private readonly IReadOnlyDictionary<string, float[]> _layers;

    /// <param name="layers">Sizes, (channels), by the name of the node that the normalization followed.</param>
    public NormalizationFactors(IReadOnlyDictionary<string, float[]> layers) => _layers = layers;

    public static NormalizationFactors None { get; } = new(new Dictionary<string, float[]>());

    /// <summary>Whether there is anything to go by.</summary>
    public bool HasFactors => _layers.Count > 0;

    /// <param name="graph">As imported: simplifying folds the factors into weights.</param>
    public static NormalizationFactors Of(Graph graph)
    {
        var factors = new BatchNormScale(graph);
        return !factors.HasScales ? None : new(graph.Nodes.Select(n => (n.Name, Sizes: factors.Behind(n))).Where(n => n.Sizes is not null).ToDictionary(n => n.Name, n => n.Sizes!));
    }

    /// <summary>As a measure of a graph's channels.</summary>
    public IChannelImportance In(Graph graph) => new Sizes(graph.Nodes.Where(n => _layers.ContainsKey(n.Name) && n.Outputs[0].Shape[-1] == _layers[n.Name].Length)
        .ToDictionary(n => ValueAxis.Last(n.Outputs[0]), n => _layers[n.Name]));

    /// <summary>What is left when channels leave.</summary>
    /// <param name="graph">Before they leave.</param>
    /// <param name="removed">Lanes of it.</param>
    public NormalizationFactors Without(Graph graph, IEnumerable<Lane> removed)
    {
        var gone = removed.ToLookup(lane => lane.Axis, lane => lane.Index);
        return new(graph.Nodes.Where(n => _layers.ContainsKey(n.Name)).ToDictionary(
            n => n.Name, n => _layers[n.Name].Where((_, c) => !gone[ValueAxis.Last(n.Outputs[0])].Contains(c)).ToArray()));
    }

    private sealed class Sizes(IReadOnlyDictionary<ValueAxis, float[]> sizes) : IChannelImportance
    {
        public string Name => "bn";

        public double Of(Channel channel) => channel.Lanes.Sum(lane => sizes.TryGetValue(lane.Axis, out var layer) ? layer[lane.Index] : 0.0);
    }
}
