using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Weights of nearly 16 bits on kernels of 8: where activations have 16 bits, the rounding of the weights is most of the error, and a layer that is the
/// sum of two (<see cref="LayerSplit"/>) has what rounding left of the first one's weights as the second one's, with a scale of their own some 254 times
/// finer (E. Yvinec et al., "REx: Data-Free Residual Quantization Error Expansion", 2023). It costs the layer's multiplications and weights a second time.
/// </summary>
internal static class WeightSplitting
{
    /// <summary>Layers that a plan computes with 16-bit activations and 8-bit weights that are not exact.</summary>
    public static IReadOnlyList<LayerSplit> Candidates(QuantizationPlan plan) => plan.WeightFormat != WeightFormat.Int8 ? []
        : [.. plan.Source.Nodes.Where(n => plan.TypeOf(n) == ElementType.Int16 && !plan.Grids.ContainsKey(n)).Select(LayerSplit.TryOf).OfType<LayerSplit>()];

    /// <summary>The same function with some layers split; what is not split shares its nodes and values with the source.</summary>
    public static Graph GraphOf(Graph source, IReadOnlyCollection<LayerSplit> splits)
    {
        var byLayer = splits.ToDictionary(s => s.Layer, ReferenceEqualityComparer.Instance as IEqualityComparer<Node>);
        var graph = new Graph { Contract = source.Contract };
        graph.Inputs.AddRange(source.Inputs);
        graph.Nodes.AddRange(source.Nodes.SelectMany(n => byLayer.TryGetValue(n, out var split) ? (Node[])[split.High, split.Low, split.Sum] : [n]));
        graph.Outputs.AddRange(source.Outputs);
        return graph;
    }

    /// <summary>A plan with some of its layers split.</summary>
    /// <param name="plan">The plan; it is not changed.</param>
    /// <param name="splits">Which layers.</param>
    /// <param name="samples">Calibration examples.</param>
    public static QuantizationPlan Of(QuantizationPlan plan, IReadOnlyCollection<LayerSplit> splits, InputSamples samples) =>
        Of(plan, splits, Calibration.Run(GraphOf(plan.Source, splits), samples));

    /// <summary>A plan with some of its layers split, whose parts a calibration has seen.</summary>
    public static QuantizationPlan Of(QuantizationPlan plan, IReadOnlyCollection<LayerSplit> splits, Calibration calibration)
    {
        var graph = GraphOf(plan.Source, splits);
        var split = plan.Over(graph, calibration);
        foreach (var layer in splits)
        {
            foreach (var part in (Node[])[layer.High, layer.Low])
            {
                split.Ranges[part.Outputs[0]] = CalibrationRange.Of(calibration.Of(part.Outputs[0])!.Histogram, CalibrationMethod.MinMax);
                split.SetType(part, plan.TypeOf(layer.Layer));
            }

            split.SetType(layer.Sum, plan.TypeOf(layer.Layer));
            split.Grids[layer.High] = layer.Grid;
            if (plan.BiasShifts.TryGetValue(layer.Layer, out var shift))
            {
                split.BiasShifts[layer.High] = shift;
            }
        }

        var bytes = splits.Sum(s => (long)s.Low.Inputs[1]!.Shape.ElementCount);
        split.Split = new WeightSplit([.. splits.Select(s => s.Layer.Name)], (GraphWork.Macs(graph) / Math.Max(1, GraphWork.Macs(plan.Source))) - 1, bytes);
        return split;
    }
}
