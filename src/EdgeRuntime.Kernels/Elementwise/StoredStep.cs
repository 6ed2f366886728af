using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>A pair of elements as they are stored.</summary>
internal unsafe struct StoredStep<TOperation, T> : IBinaryStep<StoredStep<TOperation, T>, T, T, T>
    where TOperation : IPairOperation
    where T : unmanaged, INumber<T>
{
    public static StoredStep<TOperation, T> Prepare(StepContext* step) => default;

    public readonly T Apply(T a, T b) => TOperation.Apply(a, b);
}
