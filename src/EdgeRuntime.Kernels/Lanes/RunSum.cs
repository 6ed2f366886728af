using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Products of two runs of neighbouring elements, summed in 32 bits that wrap, or in 64 bits.</summary>
internal static unsafe class RunSum<TProducts, TValue, TWeight, TSum>
    where TProducts : IInt16Products
    where TValue : unmanaged, IBinaryInteger<TValue>
    where TWeight : unmanaged, IBinaryInteger<TWeight>
    where TSum : unmanaged, INumber<TSum>
{
    /// <summary>Shorter runs are no faster than element by element.</summary>
    public const int MinLength = 8;

    /// <summary>Products of 16 and 8 bits whose sum fits 32 bits.</summary>
    private const int Exact = 256;

    /// <summary>Σ (values[i] - valueZero) * (weights[i] - weightZero).</summary>
    public static TSum Of(TValue* values, TWeight* weights, int length, int valueZero, int weightZero)
    {
        if (typeof(TSum) != typeof(long))
        {
            return TSum.CreateTruncating(VectorDot<TProducts>.Of(weights, values, length, valueZero, weightZero));
        }

        var sum = TSum.Zero;
        for (var i = 0; i < length; i += Exact)
        {
            sum += TSum.CreateTruncating(
                VectorDot<TProducts>.Of(weights + i, values + i, Math.Min(Exact, length - i), valueZero, weightZero));
        }

        return sum;
    }
}
