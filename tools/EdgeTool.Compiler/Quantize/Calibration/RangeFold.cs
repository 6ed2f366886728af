namespace EdgeTool.Compiler.Quantization;

/// <summary>Ranges drawn from all examples but one group, judged on that group.</summary>
internal sealed class RangeFold
{
    private readonly Dictionary<CalibrationMethod, Dictionary<Value, ValueRange>> _ranges;
    private readonly Func<Dictionary<Value, ValueRange>, QuantizationPlan> _template;
    private readonly TrialMeter _meter;
    private QuantizationPlan _plan;

    private RangeFold(Graph graph, InputSamples seen, InputSamples unseen, Func<Dictionary<Value, ValueRange>, QuantizationPlan> template)
    {
        var calibration = Calibration.Run(graph, seen);
        _ranges = CalibrationRange.Methods.ToDictionary(m => m, calibration.Ranges);
        (_template, _meter) = (template, new TrialMeter(graph, unseen));
        _plan = PlanOf(CalibrationMethod.MinMax);
    }

    /// <summary>Noise of the scores with what was kept last.</summary>
    public Sqnr Kept { get; private set; } = new();

    /// <summary>Noise of the scores in the last trial.</summary>
    public Sqnr Tried { get; private set; } = new();

    /// <param name="graph">The float graph.</param>
    /// <param name="samples">Calibration examples.</param>
    /// <param name="count">Most groups.</param>
    /// <param name="trialSamples">Examples that a trial runs, of all folds together.</param>
    /// <param name="template">Types and options of the plan.</param>
    public static IReadOnlyList<RangeFold> Of(
        Graph graph, InputSamples samples, int count, int trialSamples, Func<Dictionary<Value, ValueRange>, QuantizationPlan> template)
    {
        var meter = new DamageMeter(graph, samples);
        var groups = ExampleGroups.Of([.. Enumerable.Range(0, samples.Count).Select(i => meter.LogitsOf(i).ToArray())], count);
        var most = Math.Max(1, trialSamples / Math.Max(1, groups.Count));
        return [.. groups.Select(group => new RangeFold(
            graph, groups.Count > 1 ? samples.At(Enumerable.Range(0, samples.Count).Except(group)) : samples, samples.At(group.Take(most)), template))];
    }

    /// <summary>Measures one method for all tensors, and keeps it where asked to.</summary>
    public Sqnr Try(CalibrationMethod method, bool isKept = false)
    {
        var plan = PlanOf(method);
        Tried = _meter.Try(plan);
        if (isKept)
        {
            _plan = plan;
            Keep();
        }

        return Tried;
    }

    /// <summary>Measures another method for one tensor.</summary>
    /// <returns>No more noise than before.</returns>
    public bool Try(Value value, CalibrationMethod method)
    {
        _plan.Ranges[value] = _ranges[method][value];
        Tried = _meter.Try(_plan);
        return Tried.Db >= Kept.Db;
    }

    /// <summary>The last trial is what later ones build on.</summary>
    public void Keep()
    {
        Kept = Tried;
        _meter.Keep();
    }

    /// <summary>Takes a trial of one tensor back.</summary>
    public void Undo(Value value, CalibrationMethod method) => _plan.Ranges[value] = _ranges[method][value];

    private QuantizationPlan PlanOf(CalibrationMethod method) => _template(new(_ranges[method], ReferenceEqualityComparer.Instance));
}
