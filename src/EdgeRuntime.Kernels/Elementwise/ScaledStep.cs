using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>A quantized pair by <see cref="ScaledSum"/>. Add and Sub have one form of record.</summary>
internal unsafe struct ScaledStep<TOperation, T> : IBinaryStep<ScaledStep<TOperation, T>, T, T, T>
    where TOperation : IPairOperation
    where T : unmanaged, IBinaryInteger<T>
{
    private ScaledSum _sum;

    public static ScaledStep<TOperation, T> Prepare(StepContext* step) => new() { _sum = ScaledSum.Of(step, step->RecordAs<Add>().Activation) };

    public readonly T Apply(T a, T b) => T.CreateTruncating(
        _sum.Finish(TOperation.Apply(_sum.ScaleA(int.CreateTruncating(a)), _sum.ScaleB(int.CreateTruncating(b)))));
}
