using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>What every real-valued tensor of a graph held for some examples.</summary>
public sealed class Calibration
{
    /// <summary>Work of one pass over the examples of <see cref="PatchSamples"/>, in multiply-accumulates.</summary>
    private const double PatchMacs = 4e9;
    private const int MinPatchSamples = 32;
    private const int MaxPatchSamples = 128;

    private readonly ConcurrentDictionary<Value, string> _notFinite = new(ReferenceEqualityComparer.Instance as IEqualityComparer<Value>);
    private readonly Dictionary<Value, ValueStatistics> _statistics = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, PatchMeans> _patches = new(ReferenceEqualityComparer.Instance);

    public int Samples { get; private init; }

    /// <summary>Statistics of a tensor; null for one that is no float32 result or input.</summary>
    public ValueStatistics? Of(Value value) => _statistics.GetValueOrDefault(value);

    public IReadOnlyCollection<Value> Values => _statistics.Keys;

    /// <summary>Tensors that held numbers that are not finite, with what was seen: what computes with them stays float32.</summary>
    public IReadOnlyDictionary<Value, string> NotFinite => _notFinite;

    /// <summary>So many of the first examples gave <see cref="Patches"/>.</summary>
    internal int PatchSamples { get; private init; }

    /// <summary>Mean patches of every layer with weights, over the first <see cref="PatchSamples"/> examples.</summary>
    internal IReadOnlyDictionary<Node, PatchMeans> Patches => _patches;

    /// <summary>Runs the graph with the interpreter over all examples.</summary>
    /// <exception cref="ImportException">The graph cannot be packed, or its input holds numbers that are not finite.</exception>
    public static Calibration Run(Graph graph, InputSamples samples, Action<int>? progress = null)
    {
        var result = new Calibration { Samples = samples.Count, PatchSamples = (int)Math.Clamp(PatchMacs / Math.Max(1, GraphWork.Macs(graph)), MinPatchSamples, MaxPatchSamples) };
        var values = graph.Inputs.Concat(graph.Nodes.SelectMany(n => n.Outputs)).Where(v => v.Type == ElementType.Float32).Distinct().ToList();
        foreach (var value in values)
        {
            result._statistics.TryAdd(value, new ValueStatistics(value.Shape.Rank > 0 ? value.Shape[-1] : 1));
        }

        var layers = graph.Nodes.Select(WeightedLayer.TryOf).OfType<WeightedLayer>().Where(LayerPatches.Covers).ToList();
        foreach (var layer in layers)
        {
            result._patches[layer.Node] = new PatchMeans(layer);
        }

        VersionRunner.Visit(graph, samples, (version, first, end) =>
        {
            Parallel.ForEach(values, value => result.Observe(value, version, samples, first, end));
            Parallel.ForEach(layers, layer =>
            {
                for (var i = first; i < Math.Min(end, result.PatchSamples); i++)
                {
                    result._patches[layer.Node].Add(MemoryMarshal.Cast<byte, float>(version.BytesOf(layer.Node.Inputs[0]!, samples, i)));
                }
            });
            progress?.Invoke(end);
        });
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

    private void Observe(Value value, GraphVersion version, InputSamples samples, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            try
            {
                _statistics[value].Add(MemoryMarshal.Cast<byte, float>(version.BytesOf(value, samples, i)));
            }
            catch (ArithmeticException e) when (version.Graph.Inputs.Contains(value))
            {
                throw new ImportException($"'{value.Name}' {e.Message} for calibration example {i}: check the data's scaling.", e);
            }
            catch (ArithmeticException e)
            {
                _notFinite.TryAdd(value, $"'{value.Name}' {e.Message} for calibration example {i}");
            }
        }
    }
}
