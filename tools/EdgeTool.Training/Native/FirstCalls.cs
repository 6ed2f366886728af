using System.Runtime;

namespace EdgeTool.Training;

/// <summary>
/// A native function is bound when it is called first, which takes memory while its scalar arguments are held by nothing but their handles: a
/// collection just then frees them, and libtorch says <c>Unknown scalar type</c>. So functions are called first where nothing is collected.
/// </summary>
internal static class FirstCalls
{
    /// <summary>More than the first step of a training takes; beyond it memory is collected as usual.</summary>
    private const long Room = 64 << 20;

    /// <summary>Calls without a collection of memory.</summary>
    public static T Of<T>(Func<T> calls)
    {
        var isMine = GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && GC.TryStartNoGCRegion(Room);
        try
        {
            return calls();
        }
        finally
        {
            if (isMine && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }
        }
    }
}
