using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>Four channels; CNT counts the bits of each byte.</summary>
internal readonly unsafe struct AdvSimdSigns : ISignLanes<Vector128<byte>>
{
    public static int Channels => Vector128<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(uint* words) => AdvSimd.LoadVector128((byte*)words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Spread(uint word) => Vector128.Create(word).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> AddDifferences(Vector128<byte> counts, Vector128<byte> a, Vector128<byte> b) =>
        AdvSimd.Add(counts, AdvSimd.PopCount(AdvSimd.Xor(a, b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector128<byte> bytes, int* counts, bool isFirst)
    {
        var pairs = AdvSimd.AddPairwiseWidening(bytes);
        AdvSimd.Store((uint*)counts, isFirst ? AdvSimd.AddPairwiseWidening(pairs) : AdvSimd.AddPairwiseWideningAndAdd(AdvSimd.LoadVector128((uint*)counts), pairs));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(int* counts, int* outside, int* limits)
    {
        var doubled = AdvSimd.LoadVector128(counts) << 1;
        doubled = outside == null ? doubled : AdvSimd.Subtract(doubled, AdvSimd.LoadVector128(outside));
        var bits = AdvSimd.And(AdvSimd.CompareGreaterThan(doubled, AdvSimd.LoadVector128(limits)).AsUInt32(), Vector128.Create(1u, 2, 4, 8));
        return AdvSimd.Arm64.AddAcross(bits).ToScalar();
    }
}
