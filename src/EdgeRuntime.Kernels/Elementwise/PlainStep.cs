using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>A pair of plain numbers with a fused activation. Add, Sub and Mul have one form of record.</summary>
internal unsafe struct PlainStep<TOperation, T> : IBinaryStep<PlainStep<TOperation, T>, T, T, T>
    where TOperation : IPairOperation
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private PlainLimits<T> _limits;

    public static PlainStep<TOperation, T> Prepare(StepContext* step) => new() { _limits = PlainLimits<T>.Of(step->RecordAs<Add>().Activation) };

    public readonly T Apply(T a, T b) => _limits.Apply(TOperation.Apply(a, b));
}
