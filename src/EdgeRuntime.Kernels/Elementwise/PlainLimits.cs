using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>A fused activation on plain numbers. Not-a-number passes through.</summary>
public readonly record struct PlainLimits<T>(T Min, T Max) where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
{
    public static PlainLimits<T> Of(Activation activation)
    {
        var (min, max) = ActivationRange.Real(activation);
        return new(T.CreateSaturating(min), T.CreateSaturating(max));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Apply(T value) => value < Min ? Min : value > Max ? Max : value;
}
