using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Prunes the weights of one layer at a time and measures.</summary>
public static class WeightSensitivity
{
    private static readonly double[] Shares = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98];

    /// <summary>Every layer at six shares, in execution order.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="pattern">Which weights leave together; of N:M, blocks of one.</param>
    /// <param name="meter">Of the same graph.</param>
    /// <param name="progress">Told how many of how many are done.</param>
    public static IReadOnlyList<GroupSensitivity> Measure(Graph graph, SparsityPattern pattern, DamageMeter meter, Action<int, int>? progress = null)
    {
        var (result, layers) = (new List<GroupSensitivity>(), WeightMasks.LayersOf(graph));
        foreach (var layer in layers)
        {
            WeightedLayer[] alone = [layer];
            var masks = new WeightMasks(alone, pattern with { Kept = 0, Of = 0 }, PruningScope.Layer);
            foreach (var share in Shares)
            {
                var pruned = WeightPruner.Without(graph, alone, masks.Kept([WeightMasks.Magnitude(layer)], share));
                result.Add(new GroupSensitivity(layer.Weights.Name, share, meter.Measure(pruned)));
                progress?.Invoke(result.Count, layers.Count * Shares.Length);
            }
        }

        return result;
    }
}
