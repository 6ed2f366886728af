using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Eight neighbouring 8 or 16-bit integers in 16-bit lanes; exactly their bytes are read.</summary>
internal static unsafe class WidenedLanes
{
    public const int Count = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Load<T>(T* elements) where T : unmanaged
    {
        if (sizeof(T) == sizeof(short))
        {
            return Vector128.Load((short*)elements);
        }

        var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(elements));
        return typeof(T) == typeof(byte) ? Vector128.WidenLower(bytes.AsByte()).AsInt16() : Vector128.WidenLower(bytes.AsSByte());
    }
}
