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

    /// <summary>Every channel's shift is below 0, or its significand 0: nothing is shifted left, and every result is rounded twice.</summary>
    public bool ShiftsRight;

    /// <summary>(channels, then zeros), significands of <see cref="QuantizedMultiplier"/>.</summary>
    public int* Multipliers;

    /// <summary>(channels, then zeros), exponents of <see cref="QuantizedMultiplier"/>.</summary>
    public int* Shifts;

    /// <summary>Bytes of a header, which begins with a stage, and of the arrays behind it.</summary>
    public static long SizeBytes(int headerBytes, int channels) => headerBytes + (2L * Capacity(channels) * sizeof(int));

    /// <summary>
    /// Writes the stage of a step input 0 * input 1 -> output 0 at the start of the step's prepared bytes, its arrays
    /// <paramref name="headerBytes"/> behind. <paramref name="singleProduct"/>: the reference rounds the product of input and weight scales
    /// to single precision for tensors with one scale, and to double for scales per channel.
    /// </summary>
    public static void Write(StepContext* step, int headerBytes, int channels, Activation activation, bool singleProduct)
    {
        WriteWithoutFactors(step, activation);
        var stage = (OutputStage*)step->Prepared;
        stage->Multipliers = (int*)(step->Prepared + headerBytes);
        stage->Shifts = stage->Multipliers + Capacity(channels);
        if (step->Inputs[0].Type == ElementType.Float32)
        {
            return;
        }

        stage->ShiftsRight = true;
        for (var channel = 0; channel < Capacity(channels); channel++)
        {
            (stage->Multipliers[channel], stage->Shifts[channel]) = channel < channels ? Factor(step, channel, singleProduct) : default;
            stage->ShiftsRight &= stage->Shifts[channel] < 0 || stage->Multipliers[channel] == 0;
        }
    }

    /// <summary>Writes all but the arrays.</summary>
    private static void WriteWithoutFactors(StepContext* step, Activation activation)
    {
        ref var output = ref step->Outputs[0];
        var (realMin, realMax) = ActivationRange.Real(activation);
        var stage = (OutputStage*)step->Prepared;
        *stage = new OutputStage
        {
            InputZeroPoint = step->Inputs[0].ZeroPoint,
            WeightZeroPoint = step->Inputs[1].ZeroPoint,
            OutputZeroPoint = output.ZeroPoint,
            RealMin = realMin,
            RealMax = realMax,
        };
        if (step->Inputs[0].Type != ElementType.Float32)
        {
            (stage->Min, stage->Max) = ActivationRange.Quantized(activation, output.Type, output.Scale, output.ZeroPoint);
        }
    }

    /// <summary>The output for a sum, by definition.</summary>
    public readonly int ValueOf(QuantizedMultiplier factor, int sum) =>
        Math.Clamp(FixedPoint.MultiplyByQuantizedMultiplier(sum, factor.Multiplier, factor.Shift) + OutputZeroPoint, Min, Max);

    /// <summary>What turns a channel's sums into its output; <paramref name="singleProduct"/> as for <see cref="Write"/>.</summary>
    private static QuantizedMultiplier Factor(StepContext* step, int channel, bool singleProduct)
    {
        var (inputScale, weightScale) = (step->Inputs[0].Scale, step->Inputs[1].ScaleOf(channel));
        var product = singleProduct ? inputScale * weightScale : (double)inputScale * weightScale;
        return QuantizedMultiplier.From(product / step->Outputs[0].Scale);
    }

    /// <summary>Vector loads may begin at any channel, so the arrays go on with zeros.</summary>
    public static int Capacity(int channels) => channels + 16;
}
