using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Finds which layers hurt: signal to noise of every layer's output, and of the model's scores when only that layer is quantized.</summary>
public static class LayerDamages
{
    /// <param name="plan">The quantization to explain.</param>
    /// <param name="samples">A few examples.</param>
    /// <param name="progress">Called after each layer.</param>
    /// <returns>Quantized layers, the worst first.</returns>
    public static IReadOnlyList<LayerDamage> Measure(QuantizationPlan plan, InputSamples samples, Action<int>? progress = null)
    {
        var quantized = GraphQuantizer.Quantize(plan);
        var inPlace = InPlace(plan, quantized, samples);
        var meter = new TrialMeter(plan.Source, samples);
        meter.Try(plan.Copy(ElementType.Float32));
        meter.Keep();
        var result = new List<LayerDamage>();
        foreach (var node in plan.Source.Nodes.Where(n => Quantizes(plan, n)))
        {
            var alone = plan.Copy(ElementType.Float32);
            alone.SetType(node, plan.TypeOf(node));
            var (sqnr, aloneSqnr) = (inPlace.TryGetValue(node.Outputs[0], out var found) ? found.Db : Sqnr.Lossless, meter.Try(alone).Db);
            result.Add(new LayerDamage(node, sqnr, aloneSqnr, LayerCauses.Of(node, quantized, plan.Calibration, sqnr, aloneSqnr)));
            progress?.Invoke(result.Count);
        }

        return [.. result.OrderBy(d => d.AloneSqnrDb)];
    }

    /// <summary>Whether a node computes with rounded numbers rather than moving them.</summary>
    internal static bool Quantizes(QuantizationPlan plan, Node node) =>
        QuantizationRules.ComputesReals(node) && plan.TypeOf(node) != ElementType.Float32
        && QuantizationRules.Of(node) is QuantizationRule.Weighted or QuantizationRule.Free or QuantizationRule.Fixed or QuantizationRule.AsOutput or QuantizationRule.Table;

    private static Dictionary<Value, Sqnr> InPlace(QuantizationPlan plan, QuantizedGraph quantized, InputSamples samples)
    {
        var sources = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        foreach (var (source, forms) in quantized.Forms)
        {
            if (forms.Count > 0 && source.Type == ElementType.Float32)
            {
                sources[forms[0]] = source;
            }
        }

        var result = new Dictionary<Value, Sqnr>(ReferenceEqualityComparer.Instance);
        var floats = new VersionRunner(samples).Run(plan.Source);
        var integers = new VersionRunner(samples).Run(quantized.Graph);
        foreach (var (form, source) in sources.Where(s => quantized.Graph.Nodes.Any(n => n.Outputs.Contains(s.Key)) && plan.Source.Nodes.Any(n => n.Outputs.Contains(s.Value))))
        {
            var (sqnr, reals) = (result[source] = new Sqnr(), new float[source.Shape.ElementCount]);
            for (var i = 0; i < samples.Count; i++)
            {
                ValueFormat.Dequantize(form, integers.BytesOf(form, samples, i), reals);
                sqnr.Add(MemoryMarshal.Cast<byte, float>(floats.BytesOf(source, samples, i)), reals);
            }
        }

        return result;
    }
}
