using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Lays out what a group of channels reads of some rows. A lookup writes 16 bytes, of which the next one overwrites what it did not pick.</summary>
internal static unsafe class GatheredRows<TGather>
    where TGather : struct, IByteGather
{
    /// <param name="group">Whose windows.</param>
    /// <param name="x">First row.</param>
    /// <param name="strideBytes">Bytes from a row to the next.</param>
    /// <param name="rows">How many.</param>
    /// <param name="target">First gathered row; 16 bytes behind each may be written.</param>
    /// <param name="pitchBytes">Bytes from a gathered row to the next, at least 16 more than the group's depth.</param>
    public static void Run(SparseGroup* group, sbyte* x, nint strideBytes, int rows, sbyte* target, nint pitchBytes)
    {
        for (; rows >= 4; rows -= 4, x += 4 * strideBytes, target += 4 * pitchBytes)
        {
            Four(group->Windows, group->WindowCount, (byte*)x, strideBytes, (byte*)target, pitchBytes);
        }

        for (; rows > 0; rows--, x += strideBytes, target += pitchBytes)
        {
            One(group->Windows, group->WindowCount, (byte*)x, (byte*)target);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Four(GatherWindow* windows, nint count, byte* x, nint strideBytes, byte* target, nint pitchBytes)
    {
        var x1 = x + strideBytes;
        var x2 = x1 + strideBytes;
        var x3 = x2 + strideBytes;
        var target1 = target + pitchBytes;
        var target2 = target1 + pitchBytes;
        var target3 = target2 + pitchBytes;
        nint filled = 0;
        for (var last = windows + count; windows < last; windows++)
        {
            var indices = Vector128.Load(windows->Indices);
            nint offset = windows->Offset;
            TGather.Pick(x + offset, indices).Store(target + filled);
            TGather.Pick(x1 + offset, indices).Store(target1 + filled);
            TGather.Pick(x2 + offset, indices).Store(target2 + filled);
            TGather.Pick(x3 + offset, indices).Store(target3 + filled);
            filled += windows->Count;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void One(GatherWindow* windows, nint count, byte* x, byte* target)
    {
        for (var last = windows + count; windows < last; windows++)
        {
            TGather.Pick(x + windows->Offset, Vector128.Load(windows->Indices)).Store(target);
            target += windows->Count;
        }
    }
}
