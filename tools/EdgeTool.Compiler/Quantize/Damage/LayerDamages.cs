using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Finds which layers hurt: signal to noise of every layer's output, and of the model's scores when only that layer is quantized.</summary>
public static class LayerDamages
{
    /// <param name="plan">The quantization to explain.</param>
    /// <param name="calibration">Statistics of the plan's source.</param>
    /// <param name="samples">A few examples.</param>
    /// <param name="progress">Called after each layer.</param>
    /// <returns>Quantized layers, the worst first.</returns>
    public static IReadOnlyList<LayerDamage> Measure(QuantizationPlan plan, Calibration calibration, InputSamples samples, Action<int>? progress = null)
    {
        var quantized = GraphQuantizer.Quantize(plan);
        var inPlace = InPlace(plan, quantized, samples);
        var meter = new DamageMeter(plan.Source, samples);
        var result = new List<LayerDamage>();
        foreach (var node in plan.Source.Nodes.Where(n => Quantizes(plan, n)))
        {
            var alone = plan.Copy(ElementType.Float32);
            alone.SetType(node, plan.TypeOf(node));
            var damage = meter.Measure(alone);
            result.Add(new LayerDamage(node, inPlace.TryGetValue(node.Outputs[0], out var sqnr) ? sqnr.Db : Sqnr.Lossless,
                damage.SqnrDb, damage.Agreement, LayerCauses.Of(node, quantized, calibration)));
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
        using var floats = new GraphRunner(plan.Source);
        using var integers = new GraphRunner(quantized.Graph);
        for (var i = 0; i < samples.Count; i++)
        {
            var reference = new Dictionary<Value, float[]>(ReferenceEqualityComparer.Instance);
            floats.Run(samples, i, (_, output, bytes) =>
            {
                if (output.Type == ElementType.Float32)
                {
                    reference[output] = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
                }
            });
            integers.Run(samples, i, (_, output, bytes) =>
            {
                if (sources.TryGetValue(output, out var source) && reference.TryGetValue(source, out var expected))
                {
                    var found = new float[expected.Length];
                    ValueFormat.Dequantize(output, bytes, found);
                    (result.TryGetValue(source, out var sqnr) ? sqnr : result[source] = new Sqnr()).Add(expected, found);
                }
            });
        }

        return result;
    }
}
