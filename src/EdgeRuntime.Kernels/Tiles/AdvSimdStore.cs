using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>The last step of a tile of four channels: their factors, in registers for all pixels of the tile.</summary>
internal readonly unsafe struct AdvSimdStore<TOutput>(AdvSimdLimits limits, int* factors)
    where TOutput : IAdvSimdOutput
{
    private readonly Vector128<int> _multipliers = Vector128.Load(factors + 16);
    private readonly Vector128<int> _shifts = Vector128.Load(factors + 20);
    private readonly AdvSimdLimits _limits = limits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Four(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d, sbyte* output, nint strideBytes)
    {
        var bytes = _limits.Narrow<TOutput>(Rescale(a), Rescale(b), Rescale(c), Rescale(d)).AsInt32();
        AdvSimd.StoreSelectedScalar((int*)output, bytes, 0);
        output += strideBytes;
        AdvSimd.StoreSelectedScalar((int*)output, bytes, 1);
        output += strideBytes;
        AdvSimd.StoreSelectedScalar((int*)output, bytes, 2);
        output += strideBytes;
        AdvSimd.StoreSelectedScalar((int*)output, bytes, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Two(Vector128<int> a, Vector128<int> b, sbyte* output, nint strideBytes)
    {
        var bytes = _limits.Narrow<TOutput>(Rescale(a), Rescale(b)).AsInt32();
        AdvSimd.StoreSelectedScalar((int*)output, bytes, 0);
        AdvSimd.StoreSelectedScalar((int*)(output + strideBytes), bytes, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void One(Vector128<int> a, sbyte* output)
    {
        AdvSimd.StoreSelectedScalar((int*)output, _limits.Narrow<TOutput>(Rescale(a)).AsInt32(), 0);
    }

    /// <summary>The totals of the lanes of four channels' sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Totals(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(a, b), AdvSimd.Arm64.AddPairwise(c, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<int> Rescale(Vector128<int> sums) => TOutput.Rescale(sums, _multipliers, _shifts, _limits.ZeroPoint);
}
