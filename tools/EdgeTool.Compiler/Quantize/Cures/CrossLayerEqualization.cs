namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Scales channel i of a layer by 1 / s and the weights that read it by s, s = sqrt(r1 / r2), so that both layers' ranges of that channel
/// become equal; the float function stays the same but for limits of Relu6, which becomes Relu (M. Nagel et al., "Data-Free Quantization
/// through Weight Equalization and Bias Correction", 2019, section 4.1).
/// </summary>
public static class CrossLayerEqualization
{
    private const int MaxRounds = 20;

    /// <summary>Largest scaling of one round; near-dead channels would else run away.</summary>
    private const float MaxScale = 1e3f;

    /// <summary>A round that scales nothing by more than this is the last.</summary>
    private const float Settled = 1.01f;

    /// <summary>Changes the graph's constants.</summary>
    /// <returns>Pairs that were equalized.</returns>
    public static int Apply(Graph graph)
    {
        var pairs = LayerPair.Of(graph);
        var edits = new Dictionary<Node, LayerEdit>(ReferenceEqualityComparer.Instance);
        foreach (var node in pairs.SelectMany(p => (Node[])[p.First, p.Second]).Distinct(ReferenceEqualityComparer.Instance).Cast<Node>())
        {
            edits[node] = new LayerEdit(WeightedLayer.TryOf(node)!);
        }

        for (var round = 0; round < MaxRounds; round++)
        {
            var largest = pairs.Select(p => Equalize(edits[p.First], edits[p.Second])).DefaultIfEmpty(1).Max();
            if (largest < Settled)
            {
                break;
            }
        }

        foreach (var pair in pairs)
        {
            edits[pair.First].WidenActivation();
        }

        foreach (var edit in edits.Values)
        {
            edit.Save();
        }

        return pairs.Count;
    }

    private static float Equalize(LayerEdit first, LayerEdit second)
    {
        var channels = first.Layer.Channels;
        var (written, read) = (new float[channels], new float[channels]);
        Each(first.Layer, (channel, k, index) => written[channel] = Math.Max(written[channel], Math.Abs(first.Weights[index])));
        Each(second.Layer, (channel, k, index) =>
        {
            var input = LayerPair.InputChannel(second.Layer, channel, k);
            read[input] = Math.Max(read[input], Math.Abs(second.Weights[index]));
        });
        var scales = new float[channels];
        var largest = 1f;
        for (var c = 0; c < channels; c++)
        {
            scales[c] = written[c] > 0 && read[c] > 0 ? Math.Clamp(MathF.Sqrt(written[c] / read[c]), 1 / MaxScale, MaxScale) : 1;
            largest = Math.Max(largest, Math.Max(scales[c], 1 / scales[c]));
            first.Bias[c] /= scales[c];
        }

        Each(first.Layer, (channel, k, index) => first.Weights[index] /= scales[channel]);
        Each(second.Layer, (channel, k, index) => second.Weights[index] *= scales[LayerPair.InputChannel(second.Layer, channel, k)]);
        return largest;
    }

    private static void Each(WeightedLayer layer, Action<int, int, int> visit)
    {
        for (var channel = 0; channel < layer.Channels; channel++)
        {
            for (var k = 0; k < layer.FilterLength; k++)
            {
                visit(channel, k, layer.IndexOf(channel, k));
            }
        }
    }
}
