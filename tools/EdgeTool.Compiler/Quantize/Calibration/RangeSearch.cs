namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Picks every tensor's calibration method by measured damage on examples that its ranges were not drawn from: cross-validation over groups of
/// examples that the model answers alike (M. Stone, "Cross-Validatory Choice and Assessment of Statistical Predictions", 1974), so that a range
/// which examples unlike the others exceed pays for it. First the method that serves the whole model best, then, tensor by tensor, any other
/// that serves every group. All measured with the integer interpreter.
/// </summary>
public static class RangeSearch
{
    private const int Folds = 4;

    /// <summary>Work of one trial, in multiply-accumulates: larger models are tried on fewer examples.</summary>
    private const double TrialMacs = 1e9;
    private const int MinSamples = 8;
    private const int MaxSamples = 128;

    /// <summary>So many times the examples of a trial are calibrated with.</summary>
    private const int CalibratedPerTrial = 4;

    /// <summary>Ranges closer than this share of their width are not worth a trial.</summary>
    private const float Indifferent = 0.01f;

    /// <summary>A change must gain this much, so that noise does not choose.</summary>
    private const double LeastGainDb = 0.02;

    /// <param name="graph">The float graph.</param>
    /// <param name="calibration">Its statistics.</param>
    /// <param name="samples">The calibration examples; the first few are run.</param>
    /// <param name="template">Types and options of the plan.</param>
    /// <param name="progress">Called with tensors done and all.</param>
    public static RangeChoice Search(
        Graph graph, Calibration calibration, InputSamples samples, Func<Dictionary<Value, ValueRange>, QuantizationPlan> template, Action<int, int>? progress = null)
    {
        var count = SampleCount(graph);
        var folds = RangeFold.Of(graph, samples.Take(CalibratedPerTrial * count), Folds, count, template);
        var uniform = CalibrationRange.Methods.ToDictionary(m => m, m => Sqnr.Sum(folds.Select(f => f.Try(m))).Db);
        var method = uniform.MaxBy(u => u.Value).Key;
        foreach (var fold in folds)
        {
            fold.Try(method, isKept: true);
        }

        var candidates = CalibrationRange.Methods.ToDictionary(m => m, calibration.Ranges);
        var chosen = calibration.Values.ToDictionary(v => v, _ => method, ReferenceEqualityComparer.Instance as IEqualityComparer<Value>);
        var done = 0;
        foreach (var value in calibration.Values)
        {
            progress?.Invoke(++done, calibration.Values.Count);
            foreach (var other in CalibrationRange.Methods.Where(m => !IsUnused(graph, value) && !candidates[m][value].IsNear(candidates[chosen[value]][value], Indifferent)))
            {
                chosen[value] = Gains(folds, value, chosen[value], other) ? other : chosen[value];
            }
        }

        var ranges = chosen.ToDictionary(c => c.Key, c => candidates[c.Value][c.Key], ReferenceEqualityComparer.Instance as IEqualityComparer<Value>);
        return new RangeChoice(ranges, chosen, uniform, Sqnr.Sum(folds.Select(f => f.Kept)).Db);
    }

    /// <summary>Examples that a trial of this graph runs.</summary>
    public static int SampleCount(Graph graph) => (int)Math.Clamp(TrialMacs / Math.Max(1, GraphWork.Macs(graph)), MinSamples, MaxSamples);

    /// <summary>Changes one tensor's method where no group loses and all together gain.</summary>
    private static bool Gains(IReadOnlyList<RangeFold> folds, Value value, CalibrationMethod kept, CalibrationMethod other)
    {
        if (folds.All(f => f.Try(value, other)) && Sqnr.Sum(folds.Select(f => f.Tried)).Db > Sqnr.Sum(folds.Select(f => f.Kept)).Db + LeastGainDb)
        {
            foreach (var fold in folds)
            {
                fold.Keep();
            }

            return true;
        }

        foreach (var fold in folds)
        {
            fold.Undo(value, kept);
        }

        return false;
    }

    /// <summary>The range of an output whose format follows from elsewhere is never looked at.</summary>
    private static bool IsUnused(Graph graph, Value value) =>
        graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(value)) is { } producer
        && QuantizationRules.Of(producer) is QuantizationRule.Fixed or QuantizationRule.AsInput or QuantizationRule.Float;
}
