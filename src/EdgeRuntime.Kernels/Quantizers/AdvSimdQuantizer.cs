using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>Sixteen numbers; FCVTNS and FCVTAS round and saturate at once.</summary>
/// <typeparam name="TY">sbyte or byte.</typeparam>
/// <typeparam name="THalves">Where halves go.</typeparam>
internal readonly unsafe struct AdvSimdQuantizer<TY, THalves> : IRealQuantizer<AdvSimdQuantizer<TY, THalves>>
    where TY : unmanaged
    where THalves : IHalves
{
    private readonly Vector128<float> _scale;
    private readonly Vector128<int> _zeroPoint;

    private AdvSimdQuantizer(float scale, int zeroPoint) => (_scale, _zeroPoint) = (Vector128.Create(scale), Vector128.Create(zeroPoint));

    public static int BlockLength => Vector128<byte>.Count;

    public static AdvSimdQuantizer<TY, THalves> Of(float scale, int zeroPoint) => new(scale, zeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Block(float* x, byte* y)
    {
        var (low, high) = (Eight(x), Eight(x + 8));
        var bytes = typeof(TY) == typeof(sbyte)
            ? AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(low), high).AsByte()
            : AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(low), high);
        AdvSimd.Store(y, bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<short> Eight(float* x) =>
        AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(Round(x)), Round(x + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> Round(float* x)
    {
        var quotients = AdvSimd.Arm64.Divide(AdvSimd.LoadVector128(x), _scale);
        var rounded = THalves.GoAwayFromZero ? AdvSimd.ConvertToInt32RoundAwayFromZero(quotients) : AdvSimd.ConvertToInt32RoundToEven(quotients);
        return AdvSimd.AddSaturate(rounded, _zeroPoint);
    }
}
