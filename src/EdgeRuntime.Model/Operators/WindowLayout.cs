namespace EdgeRuntime.Model;

/// <summary>
/// How the vectorized int8 kernels read the windows of a convolution without groups, and the scratch that takes: a law, so that every
/// host plans the same arena. A window is <see cref="Runs"/> runs of <see cref="RunBytes"/> neighbouring bytes.
/// <list type="bullet">
/// <item>Rows without padding to the left and right lie as they are needed; others are copied with their padding into scratch, the
/// kernelH rows under an output row at a time.</item>
/// <item>Runs that steps of 16 bytes cover (8 for a single one) are multiplied where they lie; others are joined to one, a patch, for
/// <see cref="PatchPixels"/> pixels at a time.</item>
/// </list>
/// </summary>
public readonly struct WindowLayout
{
    /// <summary>Narrower rows would leave tiles of pixels half empty: their patches are joined across rows.</summary>
    private const int NarrowestRow = 8;

    /// <summary>Taps are copied so many at a time.</summary>
    public const int CopyBytes = 16;

    public WindowLayout(in Conv2D record, Shape input, Shape weights, Shape output)
    {
        var (kernelH, kernelW, inC) = (weights[1], weights[2], input[3]);
        KernelH = kernelH;
        Depth = weights.Product(1, 4);
        var joined = record.DilationW == 1 || kernelW == 1;
        (Runs, RunsPerRow) = joined ? (kernelH, 1) : (kernelH * kernelW, kernelW);
        RunBytes = joined ? kernelW * inC : inC;
        RowPixels = ((output[2] - 1) * record.StrideW) + ((kernelW - 1) * record.DilationW) + 1;
        RowBytes = (long)RowPixels * inC;
        var padded = record.PadLeft > 0 || RowPixels > input[2];
        var bottom = ((output[1] - 1) * record.StrideH) - record.PadTop + ((kernelH - 1) * record.DilationH);
        HasOutside = record.PadTop > 0 || bottom >= input[1];
        IsContiguous = kernelH * kernelW == 1 && record is { StrideH: 1, StrideW: 1 } && !padded && !HasOutside && RunBytes % 8 == 0;
        UsesPatches = Runs == 1 ? RunBytes % 8 != 0 : RunBytes % 16 != 0 || output[2] < NarrowestRow;
        CopiesRows = padded || UsesPatches;
    }

    public int KernelH { get; }

    /// <summary>Bytes of a window.</summary>
    public int Depth { get; }

    public int Runs { get; }

    public int RunsPerRow { get; }

    public int RunBytes { get; }

    /// <summary>Input pixels under an output row, padding included.</summary>
    public int RowPixels { get; }

    public long RowBytes { get; }

    /// <summary>Windows are the input's pixels, one after another.</summary>
    public bool IsContiguous { get; }

    /// <summary>Rows are copied into scratch.</summary>
    public bool CopiesRows { get; }

    /// <summary>Some window reaches above or below the input.</summary>
    public bool HasOutside { get; }

    public bool UsesPatches { get; }

    /// <summary>Pixels whose patches lie in scratch together.</summary>
    public int PatchPixels => Depth <= 64 ? 16 : 8;

    /// <summary>From one patch to the next, a multiple of 16.</summary>
    public long PatchBytes => (((Runs - 1L) * RunBytes) + ((RunBytes + 15L) & ~15L) + 15) & ~15L;

    /// <summary>
    /// Offsets of the runs, 8 bytes each; which row each copied row is, 4 bytes each; rows, and what copying from them reads too much; patches.
    /// </summary>
    public long ScratchBytes => IsContiguous
        ? 0
        : (8L * Runs) + (4L * KernelH) + ((RowBytes + CopyBytes) * ((CopiesRows ? KernelH : 0) + (HasOutside ? 1 : 0)))
            + (UsesPatches ? PatchPixels * PatchBytes : 0);
}
