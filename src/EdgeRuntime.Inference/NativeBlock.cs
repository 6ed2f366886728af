using System.Runtime.InteropServices;

namespace EdgeRuntime.Inference;

/// <summary>One native allocation, zeroed and 64-byte aligned, freed when disposed.</summary>
/// <remarks>
/// No finalizer: spans over this memory do not keep its owner alive, so collecting a forgotten one could pull it from under them.
/// </remarks>
internal sealed unsafe class NativeBlock : IDisposable
{
    /// <summary>Alignment of everything a kernel may touch: a cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    private void* _allocated;
    private byte* _data;

    /// <exception cref="OutOfMemoryException">The machine does not have that much.</exception>
    public NativeBlock(long sizeBytes)
    {
        // Zeroed by the system where it is large: pages that nothing writes never become resident.
        _allocated = NativeMemory.AllocZeroed(checked((nuint)sizeBytes + Alignment));
        _data = (byte*)(((nint)_allocated + Alignment - 1) & -Alignment);
    }

    /// <summary>First byte; null after disposal.</summary>
    public byte* Data => _data;

    public void Dispose()
    {
        NativeMemory.Free(_allocated);
        _allocated = _data = null;
    }
}
