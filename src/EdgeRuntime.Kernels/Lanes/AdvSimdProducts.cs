using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>SMLAL and SMLAL2.</summary>
internal readonly struct AdvSimdProducts : IInt16Products
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, Vector128<short> a, Vector128<short> b) =>
        AdvSimd.MultiplyWideningUpperAndAdd(AdvSimd.MultiplyWideningLowerAndAdd(sum, a.GetLower(), b.GetLower()), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddEach(ref Vector128<int> lower, ref Vector128<int> upper, Vector128<short> a, Vector128<short> b)
    {
        lower = AdvSimd.MultiplyWideningLowerAndAdd(lower, a.GetLower(), b.GetLower());
        upper = AdvSimd.MultiplyWideningUpperAndAdd(upper, a, b);
    }
}
