using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Products of 8 and 16-bit vectors.</summary>
internal unsafe interface IIntegerDot
{
    /// <summary>Σ (weights[i] - weightZero) * (values[i] - zeroPoint), wrapping; the zero points of 16-bit elements are 0.</summary>
    static abstract int Of<TWeight, TValue>(TWeight* weights, TValue* values, int length, int zeroPoint, int weightZero = 0)
        where TWeight : unmanaged, IBinaryInteger<TWeight>
        where TValue : unmanaged, IBinaryInteger<TValue>;
}
