namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Picks every tensor's calibration method by measured damage: first the method that serves the whole model best, then, tensor by tensor, any
/// other range that lifts the signal to noise of the model's scores, narrowed as long as that helps, all measured with the integer interpreter.
/// </summary>
public static class RangeSearch
{
    /// <summary>Work of one trial, in multiply-accumulates: larger models are tried on fewer examples.</summary>
    private const double TrialMacs = 1e9;
    private const int MinSamples = 8;
    private const int MaxSamples = 128;

    /// <summary>Ranges closer than this share of their width are not worth a trial.</summary>
    private const float Indifferent = 0.01f;

    /// <summary>A change must gain this much, so that noise does not choose.</summary>
    private const double LeastGainDb = 0.02;

    /// <summary>After the methods, ranges are narrowed by this factor as long as it helps.</summary>
    private const float Narrower = 0.92f;
    private const int MaxNarrowings = 3;

    /// <param name="graph">The float graph.</param>
    /// <param name="calibration">Its statistics.</param>
    /// <param name="samples">The calibration examples; the first few are run.</param>
    /// <param name="template">Types and options of the plan.</param>
    /// <param name="progress">Called with tensors done and all.</param>
    public static RangeChoice Search(
        Graph graph, Calibration calibration, InputSamples samples, Func<Dictionary<Value, ValueRange>, QuantizationPlan> template, Action<int, int>? progress = null)
    {
        var count = SampleCount(graph);
        var meter = new TrialMeter(graph, samples.Take(count));
        var candidates = CalibrationRange.Methods.ToDictionary(m => m, calibration.Ranges);
        var trials = CalibrationRange.Methods
            .Select(m => (Method: m, Plan: template(new(candidates[m], ReferenceEqualityComparer.Instance))))
            .Select(t => (t.Method, t.Plan, SqnrDb: meter.Try(t.Plan))).ToList();
        var (method, plan, best) = trials.MaxBy(t => t.SqnrDb);
        var uniform = plan.Copy();
        meter.Try(plan);
        meter.Keep();
        var chosen = calibration.Values.ToDictionary(v => v, _ => method, ReferenceEqualityComparer.Instance as IEqualityComparer<Value>);
        var done = 0;
        foreach (var value in calibration.Values)
        {
            progress?.Invoke(++done, calibration.Values.Count);
            if (IsUnused(graph, value))
            {
                continue;
            }

            foreach (var other in CalibrationRange.Methods.Where(m => m != method && !candidates[m][value].IsNear(plan.Ranges[value], Indifferent)))
            {
                chosen[value] = Try(value, candidates[other][value]) ? other : chosen[value];
            }

            for (var i = 0; i < MaxNarrowings; i++)
            {
                var range = plan.Ranges[value];
                if (!Try(value, new ValueRange(range.Min * Narrower, range.Max * Narrower)))
                {
                    break;
                }
            }
        }

        // Examples that chose nothing decide whether the choice holds.
        var unseen = new DamageMeter(graph, samples.Count >= 2 * count ? samples.Skip(count).Take(count) : samples);
        var rivals = trials.Select(t => (t.Method, Plan: t.Method == method ? uniform : t.Plan)).Select(r => (r.Method, r.Plan, unseen.Measure(r.Plan).SqnrDb)).ToList();
        var (only, winner, winnerDb) = rivals.MaxBy(r => r.SqnrDb);
        if (unseen.Measure(plan).SqnrDb >= winnerDb)
        {
            winner = plan;
        }
        else
        {
            chosen = calibration.Values.ToDictionary(v => v, _ => only, ReferenceEqualityComparer.Instance as IEqualityComparer<Value>);
        }

        return new RangeChoice(winner.Ranges, chosen, trials.ToDictionary(t => t.Method, t => t.SqnrDb));

        bool Try(Value value, ValueRange range)
        {
            var kept = plan.Ranges[value];
            plan.Ranges[value] = range;
            var sqnr = meter.Try(plan, isRival: true);
            if (sqnr > best + LeastGainDb)
            {
                best = sqnr;
                meter.Keep();
                return true;
            }

            plan.Ranges[value] = kept;
            return false;
        }
    }

    /// <summary>Examples that a trial of this graph runs.</summary>
    public static int SampleCount(Graph graph) => (int)Math.Clamp(TrialMacs / Math.Max(1, GraphWork.Macs(graph)), MinSamples, MaxSamples);

    /// <summary>The range of an output whose format follows from elsewhere is never looked at.</summary>
    private static bool IsUnused(Graph graph, Value value) =>
        graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(value)) is { } producer
        && QuantizationRules.Of(producer) is QuantizationRule.Fixed or QuantizationRule.AsInput or QuantizationRule.Float;
}

/// <summary>Ranges with the method that each came from.</summary>
/// <param name="Ranges">Range of every tensor.</param>
/// <param name="Methods">Method of every tensor.</param>
/// <param name="UniformSqnrDb">Signal to noise of the scores when one method serves all tensors.</param>
public sealed record RangeChoice(
    Dictionary<Value, ValueRange> Ranges, IReadOnlyDictionary<Value, CalibrationMethod> Methods, IReadOnlyDictionary<CalibrationMethod, double> UniformSqnrDb);
