using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Pairs of float32 with a fused activation, a vector at a time. Add, Sub and Mul have one form of record.</summary>
internal unsafe struct FloatBlocks<TOperation, TIsa, TLanes> : IBinaryBlocks<FloatBlocks<TOperation, TIsa, TLanes>, float>
    where TOperation : IVectorPairOperation
    where TIsa : IFloatLanes<TLanes>
    where TLanes : unmanaged
{
    private Activation _activation;

    public static int BlockLength => TIsa.Count;

    public static bool Bind(StepView step, out BoundKernel kernel)
    {
        kernel = BinaryRows.Bind<float, FloatBlocks<TOperation, TIsa, TLanes>>(step);
        return step.Inputs[0].Type == ElementType.Float32 && BinaryRows.Covers(step, TIsa.Count);
    }

    public static FloatBlocks<TOperation, TIsa, TLanes> Prepare(StepContext* step) => new() { _activation = step->RecordAs<Add>().Activation };

    public readonly void Apply(float* a, nint stepA, float* b, nint stepB, float* y, nint count)
    {
        var limits = FloatLimits<TLanes>.Of<TIsa>(_activation);
        for (nint i = 0; i < count; i += TIsa.Count)
        {
            var result = TOperation.Apply<TIsa, TLanes>(TIsa.Load(a + (i * stepA)), TIsa.Load(b + (i * stepB)));
            TIsa.Store(TIsa.Clamp(result, limits.Min, limits.Max), y + i);
        }
    }
}
