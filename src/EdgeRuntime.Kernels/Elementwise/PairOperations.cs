using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>What the arithmetic operators with two inputs do to a pair of elements. Integers wrap.</summary>
internal static class PairOperations
{
    public readonly struct Sum : IVectorPairOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a + b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Apply<TIsa, TLanes>(TLanes a, TLanes b)
            where TIsa : IFloatLanes<TLanes>
            where TLanes : unmanaged => TIsa.Add(a, b);
    }

    public readonly struct Difference : IVectorPairOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a - b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Apply<TIsa, TLanes>(TLanes a, TLanes b)
            where TIsa : IFloatLanes<TLanes>
            where TLanes : unmanaged => TIsa.Subtract(a, b);
    }

    public readonly struct Product : IVectorPairOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a * b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Apply<TIsa, TLanes>(TLanes a, TLanes b)
            where TIsa : IFloatLanes<TLanes>
            where TLanes : unmanaged => TIsa.Multiply(a, b);
    }

    public readonly struct Smaller : IPairOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a < b ? a : b;
    }

    public readonly struct Larger : IPairOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b) where T : unmanaged, INumber<T> => a > b ? a : b;
    }
}
