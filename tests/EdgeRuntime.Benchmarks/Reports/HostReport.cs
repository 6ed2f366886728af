using System.Runtime.InteropServices;
using System.Text;
using EdgeRuntime.Kernels;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>Tables of what this machine did.</summary>
internal static class HostReport
{
    public static BenchmarkReport Of((string Instruction, double MacsPerSecond) peak, IReadOnlyList<HostResult> results, IReadOnlyList<VariantResult> variants)
    {
        var name = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Target() : "arm64-board";
        var text = new StringBuilder($"# Measured on {name}\n\n{Machine.Text}. Peak of one core: {Rate(peak.MacsPerSecond)} MMAC/s ({peak.Instruction}).\n\n");
        text.Append("One thread, pinned to one core, least of alternating rounds; the peer is ONNX Runtime 1.31.1 on the same net, on one thread. "
            + "The published program is timed by itself: the least of five means.\n\n");
        text.Append(Models(peak.MacsPerSecond, results)).Append('\n');
        if (Geometric(results) is { } mean)
        {
            text.Append($"Geometric mean of the ratios, without the demo: {Tables.Number(mean, 2)}.\n\n");
        }

        foreach (var result in results)
        {
            text.Append($"## {result.Model}\n\n").Append(Steps(peak.MacsPerSecond, result)).Append('\n');
        }

        if (variants.Count > 0)
        {
            text.Append("## Variants\n\n").Append(Variants(variants)).Append('\n');
        }

        var data = new { machine = Machine.Text, sdk = Machine.SdkVersion, cpu = Machine.Cpu, peak = new { peak.Instruction, peak.MacsPerSecond }, models = results, variants };
        return new BenchmarkReport(name, text.ToString(), data);
    }

    private static MarkdownTable Models(double peak, IReadOnlyList<HostResult> results)
    {
        var table = new MarkdownTable(
            "model", "MMAC", "µs", "MMAC/s", "of peak", "peer, int8 µs", "peer, uint8 µs", "ratio to the better", "2 threads µs", "faster by", "published program µs",
            "bytes allocated");
        foreach (var r in results)
        {
            table.Row(
                r.Model, Tables.Number(r.Macs / 1e6, 3), Tables.Number(r.Microseconds), Rate(r.MacsPerSecond), Share(r.MacsPerSecond, peak),
                Time(r.Peer?.SignedMicroseconds), Time(r.Peer?.UnsignedMicroseconds), r.Peer is null ? "" : Tables.Number(r.Peer.Ratio, 2),
                Time(r.TwoThreadsMicroseconds), r.TwoThreadsMicroseconds is { } two ? $"{Tables.Number(r.Microseconds / two, 2)}×" : "", Time(r.PublishedMicroseconds),
                Tables.Number(r.AllocatedBytes));
        }

        return table;
    }

    private static MarkdownTable Steps(double peak, HostResult result)
    {
        var (table, total) = (new MarkdownTable("operator", "output", "kernel", "kMAC", "µs", "share", "MMAC/s", "of peak"), result.Steps.Sum(s => s.Microseconds));
        foreach (var s in result.Steps)
        {
            var rate = s.Macs / Math.Max(s.Microseconds, 1e-3) * 1e6;
            table.Row(
                s.Operator, s.Shape, s.Kernel, Tables.Number(s.Macs / 1e3, 0), Tables.Number(s.Microseconds, 2), $"{Tables.Number(100 * s.Microseconds / total)} %",
                s.Macs > 0 ? Rate(rate) : "", s.Macs > 0 ? Share(rate, peak) : "");
        }

        return table;
    }

    private static MarkdownTable Variants(IReadOnlyList<VariantResult> variants)
    {
        var table = new MarkdownTable("operator", "input · weights → output", "kernel", "µs", "MMAC/s", "faster than the slowest by");
        foreach (var group in variants.GroupBy(v => (v.Operator, v.Operands)))
        {
            var slowest = group.Max(v => v.Microseconds);
            foreach (var v in group)
            {
                table.Row(
                    v.Operator, v.Operands, v.Kernel, Tables.Number(v.Microseconds, 2), Rate(v.Macs / Math.Max(v.Microseconds, 1e-3) * 1e6),
                    $"{Tables.Number(slowest / Math.Max(v.Microseconds, 1e-3))}×");
            }
        }

        return table;
    }

    private static double? Geometric(IEnumerable<HostResult> results)
    {
        var ratios = results.Where(r => r.Peer is not null && r.Model != "demo").Select(r => Math.Log(r.Peer!.Ratio)).ToList();
        return ratios.Count > 0 ? Math.Exp(ratios.Average()) : null;
    }

    /// <summary>The target, as of <c>edgetool pack --target</c>, whose kernels run here, and the CPU's maker where it decides between them.</summary>
    private static string Target() => Cpu.Detected.HasFlag(CpuFeatures.FastAvxVnni) ? "x64-intel"
        : Cpu.Detected.HasFlag(CpuFeatures.AvxVnni) ? "x64"
        : Cpu.Detected.HasFlag(CpuFeatures.Avx512BW) ? "x64-v4" : "x64-avx2";

    private static string Rate(double macsPerSecond) => Tables.Number(macsPerSecond / 1e6, 0);

    private static string Share(double rate, double peak) => peak > 0 ? $"{Tables.Number(100 * rate / peak, 0)} %" : "";

    private static string Time(double? microseconds) => microseconds is { } time && !double.IsNaN(time) ? Tables.Number(time) : "";
}
