using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>How a float model is quantized.</summary>
public sealed record QuantizerOptions
{
    /// <summary>One method for all tensors; null: chosen per tensor by measured damage.</summary>
    public CalibrationMethod? Method { get; init; }

    /// <summary>int8, or int16 with int8 weights.</summary>
    public ElementType Activations { get; init; } = ElementType.Int8;

    /// <summary>The packed model takes and gives integers.</summary>
    public bool IntegerInterface { get; init; }

    public bool BiasCorrect { get; init; }

    public bool Equalize { get; init; }

    public bool AdaRound { get; init; }
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
        var source = graph;
        if (options.Equalize)
        {
            source = GraphCopy.Of(graph);
            CrossLayerEqualization.Apply(source);
            HighBiasAbsorption.Apply(source, Calibrate(source, samples, progress));
        }

        var calibration = Calibrate(source, samples, progress);
        var plan = RangesOf(source, calibration, samples, options, progress);
        if (options.AdaRound)
        {
            AdaRound.Apply(plan, samples, (done, all) => progress?.Invoke("rounding weights", done, all));
        }

        if (options.BiasCorrect)
        {
            BiasCorrection.Apply(plan, samples, empirical: true, (done, all) => progress?.Invoke("correcting biases", done, all));
        }

        return plan;
    }

    /// <summary>Simplifies a float graph and brings it into the form that quantizes best; its function stays the same.</summary>
    public static void Prepare(Graph graph)
    {
        GraphSimplifier.Simplify(graph);
        GlobalPooling.Apply(graph);
    }

    /// <summary>A plan with calibrated ranges and no cure.</summary>
    public static QuantizationPlan RangesOf(
        Graph source, Calibration calibration, InputSamples samples, QuantizerOptions options, Action<string, int, int>? progress = null)
    {
        QuantizationPlan Template(Dictionary<Value, ValueRange> ranges) =>
            new(source, ranges) { DefaultType = options.Activations, IntegerInterface = options.IntegerInterface };

        return options.Method is { } method ? Template(calibration.Ranges(method))
            : Template(RangeSearch.Search(source, calibration, samples, Template, (done, all) => progress?.Invoke("choosing ranges", done, all)).Ranges);
    }

    private static Calibration Calibrate(Graph source, InputSamples samples, Action<string, int, int>? progress) =>
        Calibration.Run(source, samples, done => progress?.Invoke("calibrating", done, samples.Count));
}
