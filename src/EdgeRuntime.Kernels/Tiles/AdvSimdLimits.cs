using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>What every output of a step is offset and limited by, in registers.</summary>
internal readonly unsafe struct AdvSimdLimits(OutputStage* stage)
{
    public readonly Vector128<int> ZeroPoint = Vector128.Create(stage->OutputZeroPoint);
    private readonly Vector128<short> _zeroPoint = Vector128.Create((short)stage->OutputZeroPoint);
    private readonly Vector128<sbyte> _min = Vector128.Create((sbyte)stage->Min);
    private readonly Vector128<sbyte> _max = Vector128.Create((sbyte)stage->Max);

    /// <summary>Sixteen rescaled sums as int8 outputs, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<sbyte> Narrow<TOutput>(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
        where TOutput : IAdvSimdOutput
    {
        var low = TOutput.Offset(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b), _zeroPoint);
        var high = TOutput.Offset(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(c), d), _zeroPoint);
        return TOutput.Limit(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(low), high), _min, _max);
    }

    /// <summary>Four of them, in the first bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector64<sbyte> Narrow<TOutput>(Vector128<int> a)
        where TOutput : IAdvSimdOutput
    {
        var offset = TOutput.Offset(AdvSimd.ExtractNarrowingSaturateLower(a).ToVector128Unsafe(), _zeroPoint);
        return TOutput.Limit(AdvSimd.ExtractNarrowingSaturateLower(offset).ToVector128Unsafe(), _min, _max).GetLower();
    }

    /// <summary>Eight of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector64<sbyte> Narrow<TOutput>(Vector128<int> a, Vector128<int> b)
        where TOutput : IAdvSimdOutput
    {
        var both = TOutput.Offset(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b), _zeroPoint);
        return TOutput.Limit(AdvSimd.ExtractNarrowingSaturateLower(both).ToVector128Unsafe(), _min, _max).GetLower();
    }
}
