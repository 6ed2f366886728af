using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Picks every tensor's calibration method by measured damage: first the method that serves the whole model best, then, tensor by tensor, any
/// other range that lifts the signal to noise of the model's scores, all measured with the integer interpreter.
/// </summary>
public static class RangeSearch
{
    /// <summary>Work of one trial, in multiply-accumulates: larger models are tried on fewer examples.</summary>
    private const double TrialMacs = 4e8;
    private const int MinSamples = 8;
    private const int MaxSamples = 64;

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
        var meter = new DamageMeter(graph, samples.Take(SampleCount(graph)));
        var candidates = CalibrationRange.Methods.ToDictionary(m => m, calibration.Ranges);
        var trials = CalibrationRange.Methods
            .Select(m => (Method: m, Plan: template(new(candidates[m], ReferenceEqualityComparer.Instance))))
            .Select(t => (t.Method, t.Plan, meter.Measure(t.Plan).SqnrDb)).ToList();
        var (method, plan, best) = trials.MaxBy(t => t.SqnrDb);
        var chosen = calibration.Values.ToDictionary(v => v, _ => method, ReferenceEqualityComparer.Instance as IEqualityComparer<Value>);
        var (done, count) = (0, calibration.Values.Count);
        foreach (var value in calibration.Values)
        {
            progress?.Invoke(++done, count);
            foreach (var other in CalibrationRange.Methods.Where(m => m != method))
            {
                var (range, kept) = (candidates[other][value], plan.Ranges[value]);
                if (range.IsNear(kept, Indifferent) || IsUnused(graph, value))
                {
                    continue;
                }

                plan.Ranges[value] = range;
                var sqnr = meter.Measure(plan).SqnrDb;
                if (sqnr > best + LeastGainDb)
                {
                    (best, chosen[value]) = (sqnr, other);
                }
                else
                {
                    plan.Ranges[value] = kept;
                }
            }
        }

        return new RangeChoice(plan.Ranges, chosen, trials.ToDictionary(t => t.Method, t => t.SqnrDb));
    }

    /// <summary>Examples that a trial of this graph runs.</summary>
    public static int SampleCount(Graph graph)
    {
        var macs = graph.Nodes.Sum(n => n.Law.Macs(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos)));
        return (int)Math.Clamp(TrialMacs / Math.Max(1, macs), MinSamples, MaxSamples);
    }

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
