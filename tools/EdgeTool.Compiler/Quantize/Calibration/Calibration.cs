using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>What every real-valued tensor of a graph held for some examples.</summary>
public sealed class Calibration
{
    private readonly Dictionary<Value, ValueStatistics> _statistics = new(ReferenceEqualityComparer.Instance);

    public int Samples { get; private init; }

    /// <summary>Statistics of a tensor; null for one that is no float32 result or input.</summary>
    public ValueStatistics? Of(Value value) => _statistics.GetValueOrDefault(value);

    public IReadOnlyCollection<Value> Values => _statistics.Keys;

    /// <summary>Runs the graph with the interpreter over all examples.</summary>
    /// <exception cref="ImportException">The graph cannot be packed, or a tensor holds numbers that are not finite.</exception>
    public static Calibration Run(Graph graph, InputSamples samples, Action<int>? progress = null)
    {
        var result = new Calibration { Samples = samples.Count };
        using var runner = new GraphRunner(graph);
        for (var i = 0; i < samples.Count; i++)
        {
            var index = i;
            result.Observe(graph.Inputs[0], samples.Bytes(i), index);
            runner.Run(samples, i, (_, output, bytes) => result.Observe(output, bytes, index));
            progress?.Invoke(i + 1);
        }

        return result;
    }

    /// <summary>The range that a method gives each tensor.</summary>
    public Dictionary<Value, ValueRange> Ranges(CalibrationMethod method)
    {
        var ranges = new Dictionary<Value, ValueRange>(ReferenceEqualityComparer.Instance);
        foreach (var (value, statistics) in _statistics)
        {
            ranges[value] = CalibrationRange.Of(statistics.Histogram, method);
        }

        return ranges;
    }

    private void Observe(Value value, ReadOnlySpan<byte> bytes, int sample)
    {
        if (value.Type != ElementType.Float32)
        {
            return;
        }

        if (!_statistics.TryGetValue(value, out var statistics))
        {
            var channels = value.Shape.Rank > 0 ? value.Shape[-1] : 1;
            _statistics[value] = statistics = new ValueStatistics(channels);
        }

        try
        {
            statistics.Add(MemoryMarshal.Cast<byte, float>(bytes));
        }
        catch (ArithmeticException e)
        {
            throw new ImportException($"'{value.Name}' {e.Message} for calibration example {sample}: check the data's scaling.", e);
        }
    }
}
