using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// The factors that batch normalization gives a channel's results, where the model still has them apart from the weights (Liu et al. 2017,
/// network slimming).
/// </summary>
public sealed class BatchNormScale : IChannelImportance
{
    private readonly HashSet<Value> _scales = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, Value> _behind = new(ReferenceEqualityComparer.Instance);

    /// <param name="graph">As imported: simplifying folds the factors into weights.</param>
    public BatchNormScale(Graph graph)
    {
        var results = graph.Nodes.Where(n => WeightedLayer.Recognizes(n.OpCode)).Select(n => n.Outputs[0]).ToHashSet();
        foreach (var product in graph.Nodes.Where(n => n.OpCode == OpCode.Mul))
        {
            if (product.Inputs.FirstOrDefault(v => v is { IsConstant: true, Type: ElementType.Float32 }) is { } scale && product.Inputs.Any(v => v is not null && results.Contains(v)))
            {
                _scales.Add(scale);
                _behind.TryAdd(product.Inputs.First(v => v is not null && results.Contains(v))!, scale);
            }
        }
    }

    public string Name => "bn";

    /// <summary>Whether there is anything to go by.</summary>
    public bool HasScales => _scales.Count > 0;

    /// <summary>Sizes of the factors behind a layer, (channels); null where there are none.</summary>
    internal float[]? Behind(Node layer) => WeightedLayer.Recognizes(layer.OpCode) && _behind.TryGetValue(layer.Outputs[0], out var scale) && scale.Shape.ElementCount == layer.Outputs[0].Shape[-1]
        ? Array.ConvertAll(scale.ConstantAs<float>().ToArray(), Math.Abs) : null;

    public double Of(Channel channel) => channel.Lanes.Where(lane => _scales.Contains(lane.Axis.Value) && lane.Axis.Size == lane.Axis.Value.Shape.ElementCount)
        .Sum(lane => Math.Abs(lane.Axis.Value.ConstantAs<float>()[lane.Index]));
}
