namespace EdgeRuntime.Kernels;

/// <summary>
/// Σ (x - zero) * w + bias = Σ x * w + (bias - zero * Σ w): with the bracket derived once, kernels multiply the stored bytes as they are.
/// Taps outside the input must then be fed as the zero point.
/// </summary>
internal static unsafe class FoldedBias
{
    /// <summary>Bias of one channel, folded; its weights are <paramref name="count"/> bytes, <paramref name="stride"/> apart.</summary>
    public static int Of(StepContext* step, int channel, sbyte* weights, int count, int stride)
    {
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += weights[(nint)i * stride];
        }

        return Of(step, channel, sum);
    }

    /// <summary>Bias of one channel, folded, from the sum of its weights.</summary>
    public static int Of(StepContext* step, int channel, int weightSum) =>
        (step->HasInput(2) ? step->Inputs[2].As<int>()[channel] : 0) - (step->Inputs[0].ZeroPoint * weightSum);
}
