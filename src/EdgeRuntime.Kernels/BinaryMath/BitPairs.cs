using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Bitwise functions and shifts of integers; And, Or and Xor of truth values, of which any but 0 is true.</summary>
internal static class BitPairs
{
    public readonly struct And<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => a & b;
    }

    public readonly struct Or<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => a | b;
    }

    public readonly struct Xor<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => a ^ b;
    }

    public readonly struct ShiftLeft<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => IsWithin(b) ? a << int.CreateTruncating(b) : T.Zero;
    }

    public readonly struct ShiftRight<T> : IPairFunction<T> where T : struct, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => IsWithin(b) ? a >> int.CreateTruncating(b) : T.Zero;
    }

    public readonly struct LogicalAnd : IPairFunction<byte>
    {
        public static byte Of(byte a, byte b) => a != 0 && b != 0 ? (byte)1 : (byte)0;
    }

    public readonly struct LogicalOr : IPairFunction<byte>
    {
        public static byte Of(byte a, byte b) => a != 0 || b != 0 ? (byte)1 : (byte)0;
    }

    public readonly struct LogicalXor : IPairFunction<byte>
    {
        public static byte Of(byte a, byte b) => a != 0 != (b != 0) ? (byte)1 : (byte)0;
    }

    private static bool IsWithin<T>(T bits) where T : struct, IBinaryInteger<T> =>
        !T.IsNegative(bits) && long.CreateSaturating(bits) < 8 * bits.GetByteCount();
}
