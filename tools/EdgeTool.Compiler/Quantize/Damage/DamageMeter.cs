namespace EdgeTool.Compiler.Quantization;

/// <summary>Compares quantized graphs with the float graph on the same examples; the float answers are computed once.</summary>
public sealed class DamageMeter
{
    private readonly InputSamples _samples;
    private readonly float[][] _logits;
    private readonly int[] _best;

    /// <exception cref="ImportException">The float graph cannot be packed.</exception>
    public DamageMeter(Graph source, InputSamples samples, Action<int>? progress = null)
    {
        (_samples, _logits, _best) = (samples, new float[samples.Count][], new int[samples.Count]);
        Visit(source, (i, logits, best) =>
        {
            (_logits[i], _best[i]) = (logits.ToArray(), best);
            progress?.Invoke(i + 1);
        });
        Reference = new OutputDamage(samples.Count, 1, Sqnr.Lossless, Top1(_best));
    }

    /// <summary>The float model against itself: its accuracy.</summary>
    public OutputDamage Reference { get; }

    /// <summary>The float model's scores for an example.</summary>
    internal ReadOnlySpan<float> LogitsOf(int example) => _logits[example];

    /// <summary>Quantizes and measures.</summary>
    public OutputDamage Measure(QuantizationPlan plan) => Measure(GraphQuantizer.Quantize(plan).Graph);

    /// <summary>Runs a graph over all examples.</summary>
    public OutputDamage Measure(Graph graph)
    {
        var sqnr = new Sqnr();
        var best = new int[_samples.Count];
        Visit(graph, (i, logits, b) =>
        {
            sqnr.Add(_logits[i], logits);
            best[i] = b;
        });
        return new OutputDamage(_samples.Count, (double)best.Zip(_best).Count(p => p.First == p.Second) / _samples.Count, sqnr.Db, Top1(best));
    }

    private double Top1(int[] best) => _samples.Count == 0 || Enumerable.Range(0, _samples.Count).Any(i => _samples.LabelOf(i) < 0)
        ? double.NaN : (double)Enumerable.Range(0, best.Length).Count(i => best[i] == _samples.LabelOf(i)) / best.Length;

    private void Visit(Graph graph, Answer answer) => VersionRunner.Visit(graph, _samples, (version, first, end) =>
    {
        var logits = Logits.Of(graph, graph.Outputs[0]);
        var (scores, outputs) = (new float[logits.Shape.ElementCount], new float[graph.Outputs[0].Shape.ElementCount]);
        for (var i = first; i < end; i++)
        {
            ValueFormat.Dequantize(logits, version.BytesOf(logits, _samples, i), scores);
            ValueFormat.Dequantize(graph.Outputs[0], version.BytesOf(graph.Outputs[0], _samples, i), outputs);
            answer(i, scores, Best(outputs));
        }
    });

    /// <summary>The first of the highest scores; for one score, whether it reaches 0.5.</summary>
    private static int Best(ReadOnlySpan<float> scores)
    {
        if (scores.Length == 1)
        {
            return scores[0] >= 0.5f ? 1 : 0;
        }

        var best = 0;
        for (var c = 1; c < scores.Length; c++)
        {
            best = scores[c] > scores[best] ? c : best;
        }

        return best;
    }

    private delegate void Answer(int sample, ReadOnlySpan<float> logits, int best);
}
