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

    private byte* _data;

    /// <exception cref="OutOfMemoryException">The machine does not have that much.</exception>
    public NativeBlock(long sizeBytes)
    {
        var size = checked((nuint)Math.Max(sizeBytes, Alignment));
        _data = (byte*)NativeMemory.AlignedAlloc(size, Alignment);
        NativeMemory.Clear(_data, size);
    }

    /// <summary>First byte; null after disposal.</summary>
    public byte* Data => _data;

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
