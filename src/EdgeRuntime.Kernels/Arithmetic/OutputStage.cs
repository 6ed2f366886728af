using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// What turns a sum of products into an output element: factors per output channel, zero points, activation limits. Derived once
/// from scales; lies at the start of <see cref="StepContext.Prepared"/>.
/// </summary>
internal unsafe struct OutputStage
{
    public int InputZeroPoint;
    public int WeightZeroPoint;
    public int OutputZeroPoint;
    public int Min;
    public int Max;
    public float RealMin;
    public float RealMax;
    public int Channels;

    /// <summary>(channels), significands of <see cref="QuantizedMultiplier"/>.</summary>
    public int* Multipliers;

    /// <summary>(channels), exponents of <see cref="QuantizedMultiplier"/>.</summary>
    public int* Shifts;

    public static long SizeBytes(int channels) => sizeof(OutputStage) + (2L * channels * sizeof(int));

    /// <summary>
    /// Writes the stage of a step input * weights -> output. <paramref name="singleProduct"/>: the reference rounds the product of input
    /// and weight scales to single precision for tensors with one scale, and to double for scales per channel.
    /// </summary>
    public static OutputStage* Write(
        byte* memory, in Operand input, in Operand weights, in Operand output, int channels, Activation activation, bool singleProduct)
    {
        var stage = (OutputStage*)memory;
        var (realMin, realMax) = ActivationRange.Real(activation);
        *stage = new OutputStage
        {
            InputZeroPoint = input.ZeroPoint,
            WeightZeroPoint = weights.ZeroPoint,
            OutputZeroPoint = output.ZeroPoint,
            RealMin = realMin,
            RealMax = realMax,
            Channels = channels,
            Multipliers = (int*)(memory + sizeof(OutputStage)),
            Shifts = (int*)(memory + sizeof(OutputStage)) + channels,
        };
        if (input.Type == ElementType.Float32)
        {
            return stage;
        }

        (stage->Min, stage->Max) = ActivationRange.Quantized(activation, output.Type, output.Scale, output.ZeroPoint);
        for (var channel = 0; channel < channels; channel++)
        {
            var product = singleProduct ? input.Scale * weights.ScaleOf(channel) : (double)input.Scale * weights.ScaleOf(channel);
            (stage->Multipliers[channel], stage->Shifts[channel]) = QuantizedMultiplier.From(product / output.Scale);
        }

        return stage;
    }
}
