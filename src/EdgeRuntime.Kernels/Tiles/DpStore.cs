using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>The last step of a tile of eight channels: their factors, in registers for all pixels of the tile.</summary>
internal readonly unsafe struct DpStore<TOutput>
    where TOutput : IAdvSimdOutput
{
    private readonly Vector128<int> _multipliersA;
    private readonly Vector128<int> _multipliersB;
    private readonly Vector128<int> _shiftsA;
    private readonly Vector128<int> _shiftsB;
    private readonly AdvSimdLimits _limits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DpStore(AdvSimdLimits limits, int* factors)
    {
        _multipliersA = Vector128.Load(factors + 8);
        _multipliersB = Vector128.Load(factors + 12);
        _shiftsA = Vector128.Load(factors + 16);
        _shiftsB = Vector128.Load(factors + 20);
        _limits = limits;
    }

    /// <summary>Two pixels' sums of channels 0..3 and 4..7.</summary>
    /// <returns>Where the next pixel's output lies.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public sbyte* Two(Vector128<int> a, Vector128<int> b, Vector128<int> a2, Vector128<int> b2, sbyte* output, nint strideBytes)
    {
        var bytes = _limits.Narrow<TOutput>(RescaleA(a), RescaleB(b), RescaleA(a2), RescaleB(b2)).AsInt64();
        AdvSimd.StoreSelectedScalar((long*)output, bytes, 0);
        output += strideBytes;
        AdvSimd.StoreSelectedScalar((long*)output, bytes, 1);
        return output + strideBytes;
    }

    /// <summary>One pixel's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void One(Vector128<int> a, Vector128<int> b, sbyte* output) =>
        _limits.Narrow<TOutput>(RescaleA(a), RescaleB(b)).Store(output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> RescaleA(Vector128<int> sums) => TOutput.Rescale(sums, _multipliersA, _shiftsA, _limits.ZeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> RescaleB(Vector128<int> sums) => TOutput.Rescale(sums, _multipliersB, _shiftsB, _limits.ZeroPoint);
}
