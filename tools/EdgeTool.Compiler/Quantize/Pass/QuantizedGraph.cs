namespace EdgeTool.Compiler.Quantization;

/// <summary>A quantized graph, and where the float graph's tensors and weights went.</summary>
public sealed class QuantizedGraph
{
    public required Graph Graph { get; init; }

    public required QuantizationPlan Plan { get; init; }

    /// <summary>For each float value the values that hold it, the one its node writes first.</summary>
    public required IReadOnlyDictionary<Value, List<Value>> Forms { get; init; }

    /// <summary>Integers of each quantized layer's weights, by the float node.</summary>
    public required IReadOnlyDictionary<Node, QuantizedWeights> Weights { get; init; }

    /// <summary>Nodes that stay float32 although they were to be quantized, with the reason.</summary>
    public required IReadOnlyList<string> KeptFloat { get; init; }
}
