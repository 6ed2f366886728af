namespace EdgeTool.Training;

/// <summary>
/// Weights (outC, ...) as int8 without zero point, within +-127, with one scale or one per output channel, and their biases as int32
/// of scale input * weight; TensorFlow Lite 8-bit quantization specification.
/// </summary>
public sealed record SymmetricWeights(sbyte[] Stored, float[] Scales, int[] Bias)
{
    public static SymmetricWeights Of(LayerParameter weights, LayerParameter bias, float inputScale, bool perChannel)
    {
        var channels = bias.Values.Length;
        var block = weights.Values.Length / channels;
        var limits = Enumerable.Range(0, channels).Select(c => weights.Values.Skip(c * block).Take(block).Max(Math.Abs)).ToArray();
        float[] scales = perChannel ? [.. limits.Select(ScaleOf)] : [ScaleOf(limits.Max())];
        var stored = new sbyte[weights.Values.Length];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = (sbyte)Math.Clamp(Round(weights.Values[i] / (double)scales[perChannel ? i / block : 0]), -127, 127);
        }

        var integers = new int[channels];
        for (var c = 0; c < channels; c++)
        {
            integers[c] = (int)Math.Clamp(Round(bias.Values[c] / ((double)inputScale * scales[perChannel ? c : 0])), int.MinValue, int.MaxValue);
        }

        return new SymmetricWeights(stored, scales, integers);
    }

    private static float ScaleOf(float limit) => Math.Max(limit, 1e-6f) / 127;

    private static double Round(double value) => Math.Round(value, MidpointRounding.AwayFromZero);
}
