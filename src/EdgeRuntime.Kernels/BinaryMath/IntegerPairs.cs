using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Arithmetic of two integers; nothing throws, whatever the elements.</summary>
internal static class IntegerPairs
{
    public readonly struct Div<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        // The smallest integer over -1 does not fit its type; negation wraps.
        public static T Of(T a, T b) => T.IsZero(b) ? T.Zero : IsMinusOne(b) ? unchecked(T.Zero - a) : a / b;
    }

    public readonly struct FMod<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => T.IsZero(b) || IsMinusOne(b) ? T.Zero : a % b;
    }

    public readonly struct Mod<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b)
        {
            var remainder = FMod<T>.Of(a, b);
            return !T.IsZero(remainder) && T.IsNegative(remainder) != T.IsNegative(b) ? remainder + b : remainder;
        }
    }

    public readonly struct Pow<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b)
        {
            if (T.IsNegative(b))
            {
                return a == T.One || (IsMinusOne(a) && T.IsEvenInteger(b)) ? T.One : IsMinusOne(a) ? a : T.Zero;
            }

            var result = T.One;
            for (; !T.IsZero(b); b >>= 1, a = unchecked(a * a))
            {
                result = T.IsOddInteger(b) ? unchecked(result * a) : result;
            }

            return result;
        }
    }

    private static bool IsMinusOne<T>(T value) where T : struct, IBinaryInteger<T> => T.IsNegative(value) && T.IsZero(~value);
}
