using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Moves what a channel behind a Relu never falls below into the bias of the layer that reads it: relu(x) - c = relu(x - c) where x &gt;= c
/// (M. Nagel et al., "Data-Free Quantization through Weight Equalization and Bias Correction", 2019, section 4.1.3). The bound is what
/// calibration saw, instead of the mean less three deviations that batch normalization would give. Layers that read over a border are left:
/// the zeros there would be shifted too.
/// </summary>
public static class HighBiasAbsorption
{
    /// <summary>Changes the graph's biases.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="calibration">Its statistics.</param>
    /// <returns>Channels whose bias was moved.</returns>
    public static int Apply(Graph graph, Calibration calibration)
    {
        var moved = 0;
        foreach (var pair in LayerPair.Of(graph).Where(p => LayerActivation.Of(p.First) == Activation.Relu))
        {
            if (WeightedLayer.TryOf(pair.Second) is { } second && IsPointwise(second) && calibration.Of(pair.First.Outputs[0]) is { } statistics
                && ReferenceEquals(pair.First.Outputs[0], pair.Second.Inputs[0]))
            {
                moved += Move(new LayerEdit(WeightedLayer.TryOf(pair.First)!), new LayerEdit(second), statistics);
            }
        }

        return moved;
    }

    private static bool IsPointwise(WeightedLayer layer) =>
        layer.Node.OpCode == OpCode.FullyConnected || (layer.Weights.Shape[1] == 1 && layer.Weights.Shape[2] == 1);

    private static int Move(LayerEdit first, LayerEdit second, ValueStatistics statistics)
    {
        var moved = 0;
        for (var c = 0; c < first.Layer.Channels; c++)
        {
            var bound = statistics.ChannelMin[c];
            if (bound > 0)
            {
                first.Bias[c] -= bound;
                moved++;
                for (var channel = 0; channel < second.Layer.Channels; channel++)
                {
                    for (var k = 0; k < second.Layer.FilterLength; k++)
                    {
                        second.Bias[channel] += LayerPair.InputChannel(second.Layer, channel, k) == c ? second.Weights[second.Layer.IndexOf(channel, k)] * bound : 0;
                    }
                }
            }
        }

        if (moved > 0)
        {
            first.Save();
            second.Save();
        }

        return moved;
    }
}
