using System.Numerics;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Eight products at a time, of elements widened to 16 bits; a centred 8-bit value fits them.</summary>
internal readonly unsafe struct VectorDot<TProducts> : IIntegerDot where TProducts : IInt16Products
{
    public static int Of<TWeight, TValue>(TWeight* weights, TValue* values, int length, int zeroPoint, int weightZero = 0)
        where TWeight : unmanaged, IBinaryInteger<TWeight>
        where TValue : unmanaged, IBinaryInteger<TValue>
    {
        Vector128<int> sum = default, sum2 = default;
        var (zero, zeroW) = (Vector128.Create((short)zeroPoint), Vector128.Create((short)weightZero));
        var i = 0;
        for (; i <= length - 16; i += 16)
        {
            sum = TProducts.Add(sum, WidenedLanes.Load(weights + i) - zeroW, WidenedLanes.Load(values + i) - zero);
            sum2 = TProducts.Add(sum2, WidenedLanes.Load(weights + i + 8) - zeroW, WidenedLanes.Load(values + i + 8) - zero);
        }

        if (i <= length - 8)
        {
            sum = TProducts.Add(sum, WidenedLanes.Load(weights + i) - zeroW, WidenedLanes.Load(values + i) - zero);
            i += 8;
        }

        return Vector128.Sum(sum + sum2) + ScalarDot.Of(weights + i, values + i, length - i, zeroPoint, weightZero);
    }
}
