using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>int8 plus 128, 32 at a time; what is written past the end is written again, or multiplied with zeros.</summary>
internal static unsafe class UnsignedBytes
{
    private const byte Sign = 0x80;

    /// <summary>Nothing is read at or behind <paramref name="limit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(sbyte* source, int count, byte* target, sbyte* limit)
    {
        for (; count > 0 && source + 32 <= limit; count -= 32)
        {
            (Vector256.Load((byte*)source) ^ Vector256.Create(Sign)).Store(target);
            source += 32;
            target += 32;
        }

        for (; count > 0; count--)
        {
            *target++ = (byte)(*source++ ^ Sign);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(byte value, int count, byte* target)
    {
        for (; count > 0; count -= 32)
        {
            Vector256.Create(value).Store(target);
            target += 32;
        }
    }
}
