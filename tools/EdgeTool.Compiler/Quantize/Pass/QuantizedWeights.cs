namespace EdgeTool.Compiler.Quantization;

/// <summary>Integers of a layer's weights as kernels read them, and the grid they lie on.</summary>
public sealed record QuantizedWeights(sbyte[] Stored, WeightSteps Steps)
{
    /// <summary>Scales, one per output channel.</summary>
    public float[] Scales => Steps.Scales;

    /// <summary>Symmetric: every weight becomes the nearest step of the grid, or the step that was chosen.</summary>
    /// <param name="layer">The float layer.</param>
    /// <param name="steps">The grid.</param>
    /// <param name="roundings">What each weight's rounded-down steps take on; null: the nearest.</param>
    public static QuantizedWeights Of(WeightedLayer layer, WeightSteps steps, sbyte[]? roundings)
    {
        var stored = new sbyte[layer.AllWeights.Length];
        for (var channel = 0; channel < layer.Channels; channel++)
        {
            for (var k = 0; k < layer.FilterLength; k++)
            {
                var index = layer.IndexOf(channel, k);
                var exact = layer.AllWeights[index] / steps.StepOf(channel, index);
                var rounded = roundings is null || steps.KeepsClusters ? MathF.Round(exact, MidpointRounding.AwayFromZero) : MathF.Floor(exact) + roundings[index];
                stored[index] = (sbyte)(Math.Clamp(rounded, -steps.Limit, steps.Limit) * steps.MultiplierOf(index));
            }
        }

        return new QuantizedWeights(stored, steps);
    }

    /// <summary>What the integers mean.</summary>
    public float Real(WeightedLayer layer, int channel, int k) => Stored[layer.IndexOf(channel, k)] * Scales[channel];
}
