using System.Globalization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>What a pruned model may cost.</summary>
/// <param name="Kind"><c>macs</c>, <c>bytes</c> (of weights), or <c>latency</c> (<see cref="PredictedLatency"/>, microseconds).</param>
/// <param name="Amount">Up to 1: a share of what the source costs; above: a number.</param>
/// <param name="Board">Of a latency.</param>
public sealed record PruneBudget(string Kind, double Amount, TargetBoard? Board = null)
{
    /// <summary>What can be limited.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["macs", "bytes", "latency"];

    /// <summary>It is of a kind that only a board gives a meaning.</summary>
    public bool LacksBoard => Kind == "latency" && Board is null;

    /// <summary>Reads <c>macs=0.5</c>; null where it is no budget.</summary>
    /// <param name="text">Kind and amount.</param>
    /// <param name="board">Whose latency it is.</param>
    public static PruneBudget? Parse(string text, TargetBoard? board = null)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && Kinds.Contains(parts[0]) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount > 0
            ? new PruneBudget(parts[0], amount, parts[0] == "latency" ? board : null) : null;
    }

    public double LimitFor(Graph source) => Amount <= 1 ? Amount * Cost(source) : Amount;

    /// <exception cref="InvalidOperationException">It <see cref="LacksBoard"/>.</exception>
    public double Cost(Graph graph) => Kind switch
    {
        "macs" => GraphSize.Macs(graph),
        "latency" => PredictedLatency.Microseconds(graph, Board ?? throw new InvalidOperationException("A latency is that of a board.")),
        _ => GraphSize.WeightBytes(graph),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Kind}{(Board is null ? "" : $" on {Board.Name}")} at most {Amount:0.###}{(Amount <= 1 ? " of the source's" : Board is null ? "" : " microseconds")}");
}
