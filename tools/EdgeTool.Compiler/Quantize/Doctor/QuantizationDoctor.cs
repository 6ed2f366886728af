using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Quantizes a float model, finds the layers that hurt and applies cures in order until the drop is within a limit or nothing helps: bias
/// correction, equalization, range splitting, adaptive rounding, then 16-bit activations for the scores and for the worst layers and
/// their weights split in two, at last float32 for a few. A cure stays when it lifts the signal to noise of the scores on the calibration examples; what is reported is measured on the data.
/// </summary>
public sealed class QuantizationDoctor
{
    private const int MaxSelectionSamples = 128;
    private const int LayerSamples = 8;
    private const int WidenFactor = 4;

    /// <summary>At most one layer in so many becomes float32: a model that is mostly float was not quantized.</summary>
    private const int FloatShare = 4;
    private const double LeastGainDb = 0.1;

    private readonly Graph _graph;
    private readonly InputSamples _samples;
    private readonly DamageMeter _selector;
    private readonly DamageMeter _reporter;
    private readonly double _maxDrop;
    private readonly Action<string, int, int>? _progress;
    private readonly List<DoctorStep> _steps = [];
    private QuantizationPlan _plan = null!;
    private double _sqnrDb = double.NegativeInfinity;
    private OutputDamage _damage = null!;

    private QuantizationDoctor(Graph graph, InputSamples samples, InputSamples? data, double maxDrop, Action<string, int, int>? progress)
    {
        (_graph, _samples, _maxDrop, _progress) = (graph, samples, maxDrop, progress);
        _reporter = new DamageMeter(graph, data ?? samples, done => progress?.Invoke("running the float model", done, (data ?? samples).Count));
        _selector = data is null && samples.Count <= MaxSelectionSamples ? _reporter : new DamageMeter(graph, samples.Take(MaxSelectionSamples));
    }

    private bool IsWithinLimit => _damage.Drop(_reporter.Reference) <= _maxDrop;

    /// <param name="graph">A float graph; prepared in place.</param>
    /// <param name="samples">Calibration examples.</param>
    /// <param name="data">Examples to judge by; null: the calibration examples.</param>
    /// <param name="maxDrop">Accuracy that may be lost, 0..1; of agreement with float where the data has no labels.</param>
    /// <param name="progress">Told what is being done, and how much of it.</param>
    /// <exception cref="ImportException">The graph cannot be executed or its numbers are not finite.</exception>
    public static Diagnosis Examine(Graph graph, InputSamples samples, InputSamples? data, double maxDrop, Action<string, int, int>? progress = null)
    {
        Quantizer.Prepare(graph);
        var doctor = new QuantizationDoctor(graph, samples, data, maxDrop, progress);
        var warnings = InputCheck.Of(graph, samples, data);
        var plain = Quantizer.Plan(graph, samples, new QuantizerOptions(), progress);
        doctor.Try("quantize", $"int8, ranges by {plain.Choice!.Text}", plain);
        var layers = doctor.Layers(plain);
        doctor.Cure(layers);
        return new Diagnosis
        {
            Reference = doctor._reporter.Reference,
            Warnings = [.. warnings, .. plain.Calibration.NotFinite.Values.Order(StringComparer.Ordinal).Select(w => $"{w}: what computes with it stays float32")],
            Layers = layers,
            Steps = doctor._steps,
            Plan = doctor._plan,
            Damage = doctor._damage,
            IsWithinLimit = doctor.IsWithinLimit,
        };
    }

    private IReadOnlyList<LayerDamage> Layers(QuantizationPlan plan)
    {
        var count = plan.Source.Nodes.Count(n => LayerDamages.Quantizes(plan, n));
        return LayerDamages.Measure(plan, _samples.Take(LayerSamples), done => _progress?.Invoke("measuring layers", done, count));
    }

    private void Cure(IReadOnlyList<LayerDamage> layers)
    {
        if (!IsWithinLimit)
        {
            Try("bias correction", "mean error of every channel removed", Corrected(_plan.Copy()));
        }

        if (!IsWithinLimit)
        {
            var (source, way) = EqualizationSearch.Best(_graph, _samples, (done, all) => _progress?.Invoke("equalizing channels", done, all));
            if (!ReferenceEquals(source, _graph))
            {
                Try("equalization", $"{way}, biases corrected", Plan(source, Quantizer.Calibrate(source, _samples, _progress), new QuantizerOptions { BiasCorrect = true }));
            }
        }

        if (!IsWithinLimit && RangeSplitting.Of(_plan.Source, _plan.Calibration) is { Layers.Count: > 0 } split)
        {
            var text = $"{split.Layers.Count} layer(s) behind concatenations of unequal ranges split in two, biases corrected: {Names(split.Layers)}";
            Try("range splitting", text, Plan(split.Graph, Quantizer.Calibrate(split.Graph, _samples, _progress), new QuantizerOptions { BiasCorrect = true }));
        }

        if (!IsWithinLimit)
        {
            var options = new QuantizerOptions { AdaRound = true, BiasCorrect = true };
            Try("adaptive rounding", "weights rounded so that outputs change least, biases corrected", Plan(_plan.Source, _plan.Calibration, options));
        }

        if (!IsWithinLimit)
        {
            Try("16-bit scores", "16-bit activations where features become scores", Corrected(MixedPrecision.Widen(_plan, ScoreHead.Of(_plan.Source), int.MaxValue, ElementType.Int16)));
        }

        Node[] worst = [.. layers.Select(l => l.Node)];
        Widen(worst, worst.Length, ElementType.Int16, "16-bit activations");
        SplitWeights();
        Widen(worst, worst.Length / FloatShare, ElementType.Float32, "float32");
    }

    /// <summary>The worst 1, 4, 16, ... layers, at last <paramref name="most"/> of them.</summary>
    private void Widen(Node[] worst, int most, ElementType type, string cure)
    {
        var start = _plan;
        for (var count = 1; !IsWithinLimit && count <= most; count = count < most ? Math.Min(most, WidenFactor * count) : count + 1)
        {
            Try(cure, $"{count} of {worst.Length} layers: {Names([.. worst.Take(count).Select(n => n.Name)])}", Corrected(MixedPrecision.Widen(start, worst, count, type)));
        }
    }

    /// <summary>The weights of the worst 1, 4, 16, ... layers with 16-bit activations, at last of all.</summary>
    private void SplitWeights()
    {
        var start = _plan;
        var candidates = IsWithinLimit ? [] : WeightSplitting.Candidates(start);
        var worst = candidates.Count == 0 ? candidates : WeightSplitSearch.Ordered(start, candidates, _samples);
        for (var count = 1; !IsWithinLimit && count <= worst.Count; count = count < worst.Count ? Math.Min(worst.Count, WidenFactor * count) : count + 1)
        {
            var split = WeightSplitting.Of(start, [.. worst.Take(count)], _samples);
            Try("weight splitting", $"{count} of {worst.Count} 16-bit layers the sum of two, {split.Split!.Costs}: {Names(split.Split.Layers)}", Corrected(split));
        }
    }

    private static string Names(IReadOnlyList<string> layers)
    {
        const int Shown = 4;
        return string.Join(", ", layers.Take(Shown).Select(n => $"'{ShortName(n)}'")) + (layers.Count > Shown ? ", ..." : "");
    }

    /// <summary>The first of the names that a fused source operator carries.</summary>
    public static string ShortName(string name) => name.Split(';')[0];

    private QuantizationPlan Plan(Graph source, Calibration calibration, QuantizerOptions options) =>
        Quantizer.Plan(source, calibration, _samples, options, _progress);

    private QuantizationPlan Corrected(QuantizationPlan plan)
    {
        BiasCorrection.Apply(plan, _samples, empirical: true, (done, all) => _progress?.Invoke("correcting biases", done, all));
        return plan;
    }

    private bool Try(string cure, string text, QuantizationPlan plan)
    {
        var chosen = _selector.Measure(plan);
        var reported = ReferenceEquals(_selector, _reporter) ? chosen : _reporter.Measure(plan);
        var isKept = chosen.SqnrDb > _sqnrDb + LeastGainDb;
        _steps.Add(new DoctorStep(cure, text, reported, isKept));
        if (isKept)
        {
            (_plan, _sqnrDb, _damage) = (plan, chosen.SqnrDb, reported);
        }

        return isKept;
    }
}
