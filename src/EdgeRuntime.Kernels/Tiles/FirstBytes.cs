using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>Copies the first 1..15 of 16 bytes without a call or a loop.</summary>
internal static unsafe class FirstBytes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(sbyte* bytes, sbyte* output, int count)
    {
        if ((count & 8) != 0)
        {
            *(long*)output = *(long*)bytes;
            bytes += 8;
            output += 8;
        }

        if ((count & 4) != 0)
        {
            *(int*)output = *(int*)bytes;
            bytes += 4;
            output += 4;
        }

        if ((count & 2) != 0)
        {
            *(short*)output = *(short*)bytes;
            bytes += 2;
            output += 2;
        }

        if ((count & 1) != 0)
        {
            *output = *bytes;
        }
    }
}
