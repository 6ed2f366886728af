using System.Globalization;
using System.Text;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>The rows as one Markdown table.</summary>
internal static class CompressionTable
{
    public static string Of(IEnumerable<CompressionRow> rows)
    {
        var text = new StringBuilder("| method | data set | accuracy before % | after % | bytes before | after | times smaller | MACs before | after | times faster | gap to teacher recovered % |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var r in rows)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {r.Method} | {r.DataSet} | {100 * r.AccuracyBefore:F2} | {100 * r.AccuracyAfter:F2} | {r.BytesBefore:N0} | {r.BytesAfter:N0} | {(double)r.BytesBefore / r.BytesAfter:F1} | {r.MacsBefore:N0} | {r.MacsAfter:N0} | {r.LatencyRatio:F2} | {100 * r.GapRecovered:F0} |\n");
        }

        return text.ToString();
    }
}
