using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>How a float model is quantized.</summary>
public sealed record QuantizerOptions
{
    /// <summary>One method for all tensors; null: chosen per tensor by measured damage, see <see cref="RangeSearch"/>.</summary>
    public CalibrationMethod? Method { get; init; }

    /// <summary>int8, or int16 with int8 weights.</summary>
    public ElementType Activations { get; init; } = ElementType.Int8;

    public WeightFormat Weights { get; init; }

    /// <summary>The packed model takes and gives integers.</summary>
    public bool IntegerInterface { get; init; }

    public bool BiasCorrect { get; init; }

    public bool Equalize { get; init; }

    public bool AdaRound { get; init; }

    /// <summary>16-bit activations where features become scores.</summary>
    public bool WideHead { get; init; }

    /// <summary>Layers whose 8-bit weights become the sum of two tensors, where activations have 16 bits.</summary>
    public WeightSplitExtent SplitWeights { get; init; }
}

/// <summary>Post-training quantization of a float graph: calibrate, choose ranges, cure, write integers.</summary>
public static class Quantizer
{
    /// <summary>Prepares the graph, then makes a plan for it.</summary>
    /// <param name="graph">A float graph; prepared in place.</param>
    /// <param name="samples">Calibration examples.</param>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told what is being done, and how much of it.</param>
    /// <exception cref="ImportException">The graph cannot be executed or its numbers are not finite.</exception>
    public static QuantizationPlan Plan(Graph graph, InputSamples samples, QuantizerOptions options, Action<string, int, int>? progress = null)
    {
        Prepare(graph);
        var source = options.Equalize ? EqualizationSearch.Best(graph, samples, (done, all) => progress?.Invoke("equalizing channels", done, all)).Graph : graph;
        return Plan(source, Calibrate(source, samples, progress), samples, options, progress);
    }

    /// <summary>Makes a plan for a graph that is prepared, equalized and calibrated; <see cref="QuantizerOptions.Equalize"/> is not looked at.</summary>
    public static QuantizationPlan Plan(
        Graph source, Calibration calibration, InputSamples samples, QuantizerOptions options, Action<string, int, int>? progress = null)
    {
        var rounding = options.AdaRound ? Rounding(source, calibration, samples, options, progress) : null;
        var plan = RangesOf(source, calibration, samples, options, progress, rounding);
        if (options.Activations == ElementType.Int16)
        {
            plan = WeightSplitSearch.Best(plan, samples, options.SplitWeights, (done, all) => progress?.Invoke("splitting weights", done, all));
        }

        if (options.BiasCorrect)
        {
            BiasCorrection.Apply(plan, samples, empirical: true, (done, all) => progress?.Invoke("correcting biases", done, all));
        }

        return plan;
    }

    /// <summary>What every tensor of a prepared graph holds for the examples.</summary>
    /// <exception cref="ImportException">The graph cannot be executed, or its input is not finite.</exception>
    public static Calibration Calibrate(Graph source, InputSamples samples, Action<string, int, int>? progress) =>
        Calibration.Run(source, samples, done => progress?.Invoke("calibrating", done, samples.Count));

    /// <summary>
    /// Simplifies a float graph and brings it into the form that quantizes best; its function stays the same. Layers of signs become binary
    /// operators and stay such: as integers of 8 bits they would no longer be known as signs.
    /// </summary>
    public static void Prepare(Graph graph)
    {
        GraphSimplifier.Simplify(graph);
        SignLowering.Apply(graph);
        GlobalPooling.Apply(graph);
    }

    /// <summary>A plan with calibrated ranges.</summary>
    /// <param name="source">A prepared float graph.</param>
    /// <param name="calibration">Its statistics.</param>
    /// <param name="samples">Calibration examples.</param>
    /// <param name="options">Method and types.</param>
    /// <param name="progress">Told what is being done, and how much of it.</param>
    /// <param name="rounding">A plan whose weights' rounding is taken over, so that ranges are chosen for it.</param>
    public static QuantizationPlan RangesOf(
        Graph source,
        Calibration calibration,
        InputSamples samples,
        QuantizerOptions options,
        Action<string, int, int>? progress = null,
        QuantizationPlan? rounding = null)
    {
        QuantizationPlan Template(Dictionary<Value, ValueRange> ranges)
        {
            var plan = new QuantizationPlan(source, calibration, ranges)
            {
                DefaultType = options.Activations,
                WeightFormat = options.Weights,
                IntegerInterface = options.IntegerInterface,
                Roundings = rounding?.Roundings ?? new(ReferenceEqualityComparer.Instance),
            };
            if (options.WideHead)
            {
                ScoreHead.Widen(plan);
            }

            foreach (var node in source.Nodes.Where(n => n.Inputs.Concat(n.Outputs).Any(v => v is not null && calibration.NotFinite.ContainsKey(v))))
            {
                plan.SetType(node, ElementType.Float32);
            }

            return plan;
        }

        if (options.Method is { } method)
        {
            return Template(calibration.Ranges(method));
        }

        var choice = RangeSearch.Search(source, calibration, samples, Template, (done, all) => progress?.Invoke("choosing ranges", done, all));
        var chosen = Template(choice.Ranges);
        chosen.Choice = choice;
        return chosen;
    }

    /// <summary>Weights rounded for the least error of each layer; they do not depend on the ranges chosen later.</summary>
    private static QuantizationPlan Rounding(
        Graph source, Calibration calibration, InputSamples samples, QuantizerOptions options, Action<string, int, int>? progress)
    {
        var plan = RangesOf(source, calibration, samples, options with { Method = CalibrationMethod.MinMax });
        AdaRound.Apply(plan, samples, (done, all) => progress?.Invoke("rounding weights", done, all));
        return plan;
    }
}
