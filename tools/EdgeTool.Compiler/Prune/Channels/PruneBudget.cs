using System.Globalization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>What a pruned model may cost.</summary>
/// <param name="Kind"><c>macs</c> or <c>bytes</c> (of weights).</param>
/// <param name="Amount">Up to 1: a share of what the source costs; above: a number.</param>
public sealed record PruneBudget(string Kind, double Amount)
{
    /// <summary>What can be limited.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["macs", "bytes"];

    /// <summary>Reads <c>macs=0.5</c>; null where it is no budget.</summary>
    public static PruneBudget? Parse(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && Kinds.Contains(parts[0]) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount > 0
            ? new PruneBudget(parts[0], amount) : null;
    }

    public double LimitFor(Graph source) => Amount <= 1 ? Amount * Cost(source) : Amount;

    public double Cost(Graph graph) => Kind switch
    {
        "macs" => GraphSize.Macs(graph),
        _ => GraphSize.WeightBytes(graph),
    };
}
