namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Which way of equalizing channels serves a graph, by measured damage: a Relu6 that becomes Relu, weights that round more coarsely and
/// ranges that examples outside calibration exceed can each cost more than equal channels gain.
/// </summary>
public static class EqualizationSearch
{
    /// <summary>Examples that a trial calibrates with; as many others judge it.</summary>
    private const int TrialSamples = 32;

    private static readonly (string Name, Action<Graph, InputSamples> Apply)[] Ways =
    [
        ("channels of weights equalized across layers, high biases absorbed", (graph, samples) =>
        {
            CrossLayerEqualization.Apply(graph);
            HighBiasAbsorption.Apply(graph, Calibration.Run(graph, samples));
        }),
        ("channels of activations equalized before depthwise layers", (graph, samples) => ActivationEqualization.Apply(graph, Calibration.Run(graph, samples), 0)),
        ("channels of activations half equalized", (graph, samples) => ActivationEqualization.Apply(graph, Calibration.Run(graph, samples), 0.5f)),
        ("channels of activations equalized", (graph, samples) => ActivationEqualization.Apply(graph, Calibration.Run(graph, samples), 1)),
    ];

    /// <param name="graph">A prepared float graph; it is not changed.</param>
    /// <param name="samples">Calibration examples.</param>
    /// <param name="progress">Called with ways tried and all.</param>
    /// <returns>The best graph, <paramref name="graph"/> itself when nothing helps, and what was done for people.</returns>
    public static (Graph Graph, string Way) Best(Graph graph, InputSamples samples, Action<int, int>? progress = null)
    {
        var calibrating = samples.Take(TrialSamples);
        var meter = new DamageMeter(graph, samples.Count >= 2 * TrialSamples ? samples.Skip(TrialSamples).Take(TrialSamples) : calibrating);
        var best = (Graph: graph, Way: "channels left as they are", Apply: (Action<Graph, InputSamples>?)null, SqnrDb: Judge(graph));
        for (var i = 0; i < Ways.Length; i++)
        {
            var changed = GraphCopy.Of(graph);
            Ways[i].Apply(changed, calibrating);
            var sqnr = Judge(changed);
            best = sqnr > best.SqnrDb ? (changed, Ways[i].Name, Ways[i].Apply, sqnr) : best;
            progress?.Invoke(i + 1, Ways.Length);
        }

        if (best.Apply is not null && samples.Count > TrialSamples)
        {
            best.Graph = GraphCopy.Of(graph);
            best.Apply(best.Graph, samples);
        }

        return (best.Graph, best.Way);

        double Judge(Graph source)
        {
            var calibration = Calibration.Run(source, calibrating);
            var plan = new QuantizationPlan(source, calibration, calibration.Ranges(CalibrationMethod.MinMax));
            BiasCorrection.Apply(plan, calibrating, empirical: true);
            return meter.Measure(plan).SqnrDb;
        }
    }
}
