using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>PSHUFB of each half: an index beyond it is brought above 127, where PSHUFB gives zero.</summary>
internal readonly unsafe struct Avx2Gather : IByteGather
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Pick(byte* window, Vector128<byte> indices)
    {
        var low = Ssse3.Shuffle(Vector128.Load(window), Sse2.AddSaturate(indices, Vector128.Create((byte)0x70)));
        var high = Ssse3.Shuffle(Vector128.Load(window + 16), Sse2.Subtract(indices, Vector128.Create((byte)16)));
        return Sse2.Or(low, high);
    }
}
