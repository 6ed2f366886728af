namespace EdgeTool.Compiler.Quantization;

/// <summary>Noise in the scores of many plans that differ little: only what lies behind a change is computed again.</summary>
internal sealed class TrialMeter(Graph source, InputSamples samples)
{
    private readonly DamageMeter _meter = new(source, samples);
    private readonly VersionRunner _runner = new(samples);
    private GraphVersion? _pending;

    /// <summary>Measures a plan.</summary>
    public Sqnr Try(QuantizationPlan plan)
    {
        var graph = GraphQuantizer.Quantize(plan).Graph;
        var logits = Logits.Of(graph, graph.Outputs[0]);
        var (noise, scores) = (new Sqnr(), new float[logits.Shape.ElementCount]);
        _pending = _runner.Run(graph);
        for (var i = 0; i < samples.Count; i++)
        {
            ValueFormat.Dequantize(logits, _pending.BytesOf(logits, samples, i), scores);
            noise.Add(_meter.LogitsOf(i), scores);
        }

        return noise;
    }

    /// <summary>The plan tried last is what later ones build on.</summary>
    public void Keep()
    {
        if (_pending is { } pending)
        {
            _runner.Keep(pending);
        }
    }
}
