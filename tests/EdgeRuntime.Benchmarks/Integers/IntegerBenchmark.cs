using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>Every variant of this machine on convolutions of uint8, of int16, in groups and depthwise.</summary>
internal static class IntegerBenchmark
{
    public static BenchmarkReport Run(BenchmarkOptions options)
    {
        var results = new List<IntegerResult>();
        foreach (var shape in IntegerShape.All)
        {
            var text = $"{shape.Type}, {shape.Kernel}x{shape.Kernel} over {shape.Side}x{shape.Side}x{shape.Channels}, groups: {shape.Groups}";
            Console.Error.WriteLine($"{text} ...");
            var variants = PinnedThread.Run(Environment.ProcessorCount - 1, () => VariantBenchmark.Measure(shape.Packed(), options.Duration));
            var reference = variants.Single(v => v.Kernel == "Reference");
            results.AddRange(variants.Where(v => v != reference).Select(v => new IntegerResult(text, v.Kernel, v.Macs, reference.Microseconds, v.Microseconds)));
        }

        var table = new MarkdownTable("convolution", "kernel", "kMAC", "reference µs", "µs", "faster by");
        foreach (var r in results)
        {
            table.Row(
                r.Convolution, r.Kernel, $"{r.Macs / 1000}", Tables.Number(r.ReferenceMicroseconds), Tables.Number(r.Microseconds),
                $"{Tables.Number(r.ReferenceMicroseconds / r.Microseconds, 2)}×");
        }

        return new BenchmarkReport(
            "integers-x64", $"# Convolutions of other integers\n\n{Machine.Text}. One thread, least of alternating rounds.\n\n{table}",
            new { machine = Machine.Text, results });
    }
}

/// <summary>One variant on one convolution.</summary>
internal sealed record IntegerResult(string Convolution, string Kernel, long Macs, double ReferenceMicroseconds, double Microseconds);
