using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>TBL with a table of two registers.</summary>
internal readonly unsafe struct AdvSimdGather : IByteGather
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Pick(byte* window, Vector128<byte> indices) =>
        AdvSimd.Arm64.VectorTableLookup((Vector128.Load(window), Vector128.Load(window + 16)), indices);
}
