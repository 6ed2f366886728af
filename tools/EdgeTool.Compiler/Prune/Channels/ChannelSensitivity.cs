using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>What one group's loss does to the model's answers.</summary>
/// <param name="Name">The group's layers.</param>
/// <param name="Share">Of its channels that left.</param>
/// <param name="Damage">Against the whole model.</param>
public sealed record GroupSensitivity(string Name, double Share, OutputDamage Damage);

/// <summary>Prunes one group at a time and measures.</summary>
public static class ChannelSensitivity
{
    private static readonly double[] Shares = [0.25, 0.5, 0.75];

    /// <summary>Every group at three shares, in execution order.</summary>
    /// <param name="pruner">The graph.</param>
    /// <param name="meter">Of the same graph.</param>
    /// <param name="progress">Told how many of how many are done.</param>
    public static IReadOnlyList<GroupSensitivity> Measure(ChannelPruner pruner, DamageMeter meter, Action<int, int>? progress = null)
    {
        var result = new List<GroupSensitivity>();
        for (var g = 0; g < pruner.Groups.Count; g++)
        {
            foreach (var share in Shares)
            {
                int[] kept = [.. pruner.Groups.Select(group => group.Channels.Count)];
                kept[g] = Math.Max(1, (int)Math.Round(kept[g] * (1 - share)));
                result.Add(new GroupSensitivity(pruner.Groups[g].Name, share, meter.Measure(pruner.With(kept))));
                progress?.Invoke(result.Count, pruner.Groups.Count * Shares.Length);
            }
        }

        return result;
    }
}
