namespace EdgeRuntime.Kernels;

/// <summary>Where the depth of a pixel lies, seen from the pixel's address: runs of neighbouring bytes, the same for all pixels of a call.</summary>
/// <param name="offsets">First byte of each run.</param>
/// <param name="count">Runs; all but a single one are multiples of 16 bytes.</param>
/// <param name="runBytes">Bytes of a run.</param>
internal readonly unsafe struct PixelRuns(nint* offsets, int count, int runBytes)
{
    public readonly nint* Offsets = offsets;
    public readonly int Count = count;

    /// <summary>Bytes of a run that steps of 16 cover.</summary>
    public readonly int WholeBytes = runBytes & ~15;

    /// <summary>Bytes after them.</summary>
    public readonly int LastBytes = runBytes & 15;
}
