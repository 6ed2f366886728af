using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Sums, differences and products of plain numbers; integers wrap.</summary>
internal static class PlainPairs
{
    public readonly struct Sum<T> : IPairFunction<T> where T : struct, INumber<T>
    {
        public static T Of(T a, T b) => unchecked(a + b);
    }

    public readonly struct Difference<T> : IPairFunction<T> where T : struct, INumber<T>
    {
        public static T Of(T a, T b) => unchecked(a - b);
    }

    public readonly struct Product<T> : IPairFunction<T> where T : struct, INumber<T>
    {
        public static T Of(T a, T b) => unchecked(a * b);
    }
}
