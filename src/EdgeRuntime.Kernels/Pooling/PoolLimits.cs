using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Activation limits of a pooling step, derived once: in the output's integers, and as real numbers.</summary>
internal unsafe struct PoolLimits
{
    public int Min;
    public int Max;
    public float RealMin;
    public float RealMax;

    public static void Write(StepContext* step)
    {
        ref readonly var output = ref step->Outputs[0];
        var activation = step->RecordAs<PoolWindow>().Activation;
        var limits = (PoolLimits*)step->Prepared;
        (limits->RealMin, limits->RealMax) = ActivationRange.Real(activation);
        (limits->Min, limits->Max) = output.Type == ElementType.Float32
            ? (0, 0)
            : ActivationRange.Quantized(activation, output.Type, output.Scale, output.ZeroPoint);
    }
}
