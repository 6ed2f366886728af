using System.Globalization;
using System.Text;
using EdgeRuntime.Benchmarks;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>The rows as one Markdown table, and every draw in another.</summary>
internal static class CompressionTable
{
    public static string Of(IReadOnlyList<CompressionRow> rows)
    {
        var text = new StringBuilder($"# Compression by the recipes of `Recipes/`\n\n{Machine.Text}. Accuracies are of test recordings that no training saw, by the interpreter; ± is half of the 95 % interval of the difference, both nets answering the same recordings. Sizes before are those of float32 weights alone, after of the whole file; sizes, multiply-accumulates and speeds are means of the draws; speed is that of the float net's file over the compressed one's on one thread, in one run.\n\n");
        text.Append("| method | data set | draws | recordings | before % | after % | difference | bytes before | after | times smaller | MACs before | after | times fewer | times faster | gap to teacher recovered % |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var r in rows)
        {
            text.Append(Line(r)).Append('\n');
        }

        text.Append("\nEvery draw, before → after %:\n\n| method | data set | draws |\n|---|---|---|\n");
        foreach (var r in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {r.Method} | {r.DataSet} | {string.Join("; ", r.Draws.Select(Told))} |\n");
        }

        return text.ToString();
    }

    public static string Line(CompressionRow r) => string.Create(CultureInfo.InvariantCulture,
        $"| {r.Method} | {r.DataSet} | {r.Draws.Count} | {r.Examples:N0} | {100 * r.Before:F2} | {100 * r.After:F2} | {100 * (r.After - r.Before):+0.00;-0.00;0.00} ± {100 * r.Uncertainty:F2} | {r.BytesBefore:N0} | {r.BytesAfter:N0} | {(double)r.BytesBefore / r.BytesAfter:F1} | {r.MacsBefore:N0} | {r.MacsAfter:N0} | {(double)r.MacsBefore / r.MacsAfter:F2} | {r.LatencyRatio:F2} | {100 * r.GapRecovered:F0} |");

    private static string Told(CompressionDraw d) => string.Create(CultureInfo.InvariantCulture,
        $"{d.Variant}: {100.0 * d.RightBefore / d.Examples:F2} → {100.0 * d.RightAfter / d.Examples:F2}{(d.RightOfTeacher is { } right ? $" (teacher {100.0 * right / d.Examples:F2})" : "")}");
}
