using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>VPMADDWD. Its only overflow, four times -2^15, wraps as sums do.</summary>
internal readonly struct Avx2Products : IInt16Products
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, Vector128<short> a, Vector128<short> b) => Sse2.Add(sum, Sse2.MultiplyAddAdjacent(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddEach(ref Vector128<int> lower, ref Vector128<int> upper, Vector128<short> a, Vector128<short> b)
    {
        var (low, high) = (Sse2.MultiplyLow(a, b), Sse2.MultiplyHigh(a, b));
        lower = Sse2.Add(lower, Sse2.UnpackLow(low, high).AsInt32());
        upper = Sse2.Add(upper, Sse2.UnpackHigh(low, high).AsInt32());
    }
}
