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
    public static void AddTo(int* counts, Vector128<byte> bytes) =>
        AdvSimd.Store((uint*)counts, AdvSimd.AddPairwiseWideningAndAdd(AdvSimd.LoadVector128((uint*)counts), AdvSimd.AddPairwiseWidening(bytes)));
}
