using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Sixteen sums in the order of channels.</summary>
internal unsafe struct Sums128
{
    public Vector128<int> A;
    public Vector128<int> B;
    public Vector128<int> C;
    public Vector128<int> D;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Sums128 sums, int* target)
    {
        sums.A.Store(target);
        sums.B.Store(target + 4);
        sums.C.Store(target + 8);
        sums.D.Store(target + 12);
    }
}
