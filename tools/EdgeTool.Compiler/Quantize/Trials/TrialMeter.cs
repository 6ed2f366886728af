namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Signal to noise of the scores of many plans that differ little: only what lies behind a change is computed again, and a change that does
/// not help on the first half of the examples is given up there.
/// </summary>
internal sealed class TrialMeter(Graph source, InputSamples samples)
{
    private readonly DamageMeter _meter = new(source, samples);
    private readonly VersionRunner _runner = new(samples);
    private double[] _halves = [double.NegativeInfinity, double.NegativeInfinity];
    private (GraphVersion Version, double[] Halves)? _pending;

    /// <summary>Measures a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isRival">Give it up when the first half is no better than the kept plan's.</param>
    /// <returns>dB; minus infinity when the plan was given up.</returns>
    public double Try(QuantizationPlan plan, bool isRival = false)
    {
        var graph = GraphQuantizer.Quantize(plan).Graph;
        var logits = Logits.Of(graph, graph.Outputs[0]);
        var scores = new float[logits.Shape.ElementCount];
        var (all, halves) = (new Sqnr(), new List<double>());
        var version = _runner.Run(graph, goesOn: (v, first, end) =>
        {
            var part = new Sqnr();
            for (var i = first; i < end; i++)
            {
                ValueFormat.Dequantize(logits, v.BytesOf(logits, samples, i), scores);
                part.Add(_meter.LogitsOf(i), scores);
                all.Add(_meter.LogitsOf(i), scores);
            }

            halves.Add(part.Db);
            return !isRival || halves.Count > 1 || part.Db > _halves[0];
        });
        _pending = version is null ? null : (version, [.. halves]);
        return version is null ? double.NegativeInfinity : all.Db;
    }

    /// <summary>The plan tried last is what later ones are compared with and built on.</summary>
    public void Keep()
    {
        if (_pending is { } pending)
        {
            _runner.Keep(pending.Version);
            _halves = pending.Halves;
        }
    }
}
