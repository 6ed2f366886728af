using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>int8 to int16, times 2^shift, sixteen at a time; what is written past the end is written again, or multiplied with zeros.</summary>
internal static unsafe class WidenedBytes
{
    /// <summary>Elements that may be written past the last one.</summary>
    public const int Slack = 32;

    public static PairForm Form => new(sizeof(short), 0, 1);

    /// <summary>Nothing is read at or behind <paramref name="limit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(sbyte* source, int count, int shift, short* target, sbyte* limit)
    {
        for (; count > 0 && source + 16 <= limit; count -= 16)
        {
            Avx.Store(target, Avx2.ShiftLeftLogical(Avx2.ConvertToVector256Int16(source), Vector128.CreateScalar(shift).AsInt16()));
            source += 16;
            target += 16;
        }

        for (; count > 0; count--)
        {
            *target++ = (short)(*source++ << shift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(short value, int count, short* target)
    {
        for (; count > 0; count -= 16)
        {
            Vector256.Create(value).Store(target);
            target += 16;
        }
    }
}
