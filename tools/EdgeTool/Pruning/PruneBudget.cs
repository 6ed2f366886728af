using System.Globalization;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;

namespace EdgeTool;

/// <summary>What a pruned model may cost.</summary>
/// <param name="Kind"><c>macs</c> or <c>bytes</c> (of weights).</param>
/// <param name="Amount">Up to 1: a share of what the source costs; above: a number.</param>
internal sealed record PruneBudget(string Kind, double Amount)
{
    private static readonly string[] Kinds = ["macs", "bytes"];

    /// <exception cref="ToolException">It is no budget.</exception>
    public static PruneBudget Parse(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && Kinds.Contains(parts[0]) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount > 0
            ? new PruneBudget(parts[0], amount)
            : throw ToolException.Usage($"--budget takes KIND=AMOUNT with a kind of {string.Join(", ", Kinds)} and an amount above 0, such as macs=0.5, not '{text}'.");
    }

    public double LimitFor(Graph source, TargetBoard? target) => Amount <= 1 ? Amount * Cost(source, target) : Amount;

    public double Cost(Graph graph, TargetBoard? target) => Kind switch
    {
        "macs" => GraphSize.Macs(graph),
        _ => GraphSize.WeightBytes(graph),
    };
}
