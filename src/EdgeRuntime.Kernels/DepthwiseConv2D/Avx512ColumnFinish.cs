using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Turns doubled sums of sixteen of 32 channels, from <c>lane</c> on, into what saturates to int8.</summary>
internal unsafe interface IAvx512ColumnFinish
{
    /// <summary>Outputs are still to be limited; else their limits are those of int8.</summary>
    static abstract bool HasLimits { get; }

    static abstract Vector512<int> Rescale(Vector512<int> sums, Avx512ColumnFactors* factors, int lane);
}

/// <summary>By <see cref="FloatRescale"/>.</summary>
internal readonly unsafe struct Avx512FloatFinish : IAvx512ColumnFinish
{
    public static bool HasLimits => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Rescale(Vector512<int> sums, Avx512ColumnFactors* factors, int lane) =>
        Avx512F.ConvertToVector512Int32(Avx512F.FusedMultiplyAdd(
            Avx512F.ConvertToVector512Single(sums), Avx512F.LoadVector512(factors->Scale + lane), Avx512F.LoadVector512(factors->Offset + lane)));
}

/// <summary>By <see cref="FactorsX64"/>.</summary>
internal readonly unsafe struct Avx512WholeFinish : IAvx512ColumnFinish
{
    public static bool HasLimits => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Rescale(Vector512<int> sums, Avx512ColumnFactors* factors, int lane) => Rescale(sums, factors->Whole, lane);

    /// <param name="sums">Doubled.</param>
    /// <param name="whole"><see cref="FactorsX64"/> of 32 channels.</param>
    /// <param name="lane">First of the channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Rescale(Vector512<int> sums, int* whole, int lane)
    {
        const int Channels = Avx512ColumnFactors.Channels;
        var multipliers = whole + Channels + lane;
        var addends = (long*)(whole + (3 * Channels) + lane);
        var even = Avx512F.Multiply(sums, Vector512.Load(multipliers));
        var odd = Avx512F.Multiply(Avx512F.ShiftRightLogical(sums.AsInt64(), 32).AsInt32(), Vector512.Load(multipliers + Channels));
        even = Avx512F.Add(even, Vector512.Load(addends));
        odd = Avx512F.Add(odd, Vector512.Load(addends + (Channels / 2)));
        var high = Vector512.ConditionalSelect(
            Vector512.Create(0xFFFF_FFFFL).AsInt32(), Avx512F.ShiftRightLogical(even, 32).AsInt32(), odd.AsInt32());
        high = Avx512F.Add(high, Avx512F.ShiftRightArithmetic(sums, 31));
        return Avx512F.ShiftRightArithmeticVariable(high, Vector512.Load((uint*)whole + (5 * Channels) + lane));
    }
}
