using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>One product after the other.</summary>
internal readonly unsafe struct ScalarDot : IIntegerDot
{
    public static int Of<TWeight, TValue>(TWeight* weights, TValue* values, int length, int zeroPoint, int weightZero = 0)
        where TWeight : unmanaged, IBinaryInteger<TWeight>
        where TValue : unmanaged, IBinaryInteger<TValue>
    {
        var sum = 0;
        for (var i = 0; i < length; i++)
        {
            sum += (int.CreateTruncating(weights[i]) - weightZero) * (int.CreateTruncating(values[i]) - zeroPoint);
        }

        return sum;
    }
}
