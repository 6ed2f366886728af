using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Comparisons. Not-a-number compares false.</summary>
internal static class PairTests
{
    public readonly struct Equal<T> : IPairTest<T> where T : struct, INumber<T>
    {
        public static bool Of(T a, T b) => a == b;
    }

    public readonly struct Greater<T> : IPairTest<T> where T : struct, INumber<T>
    {
        public static bool Of(T a, T b) => a > b;
    }

    public readonly struct GreaterOrEqual<T> : IPairTest<T> where T : struct, INumber<T>
    {
        public static bool Of(T a, T b) => a >= b;
    }

    public readonly struct Less<T> : IPairTest<T> where T : struct, INumber<T>
    {
        public static bool Of(T a, T b) => a < b;
    }

    public readonly struct LessOrEqual<T> : IPairTest<T> where T : struct, INumber<T>
    {
        public static bool Of(T a, T b) => a <= b;
    }
}
