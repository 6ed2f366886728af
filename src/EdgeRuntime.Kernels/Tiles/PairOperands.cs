namespace EdgeRuntime.Kernels;

/// <summary>What one call of a tile reads and writes.</summary>
internal unsafe struct PairOperands
{
    /// <summary>Most rows of a tile.</summary>
    public const int MaxRows = 12;

    public PairWeights* Weights;

    /// <summary>Rows of x, laid out: segment s of row r is the <see cref="Groups"/> at Segments[s] + r * <see cref="XStride"/>.</summary>
    public byte** Segments;

    public int SegmentCount;

    /// <summary>Bytes from a row of x to the next one.</summary>
    public nint XStride;

    /// <summary>First row of a tile's second half, when that is <see cref="TwiceTheRows"/>; it may overlap the first half.</summary>
    public int SecondRow;

    /// <summary>First output channel, a multiple of the lanes.</summary>
    public int Channel;

    /// <summary>Elements of the depth before this part of it; whole groups.</summary>
    public int FirstDepth;

    /// <summary>Groups of a segment, of four bytes each.</summary>
    public nint Groups;

    /// <summary>What <see cref="InnerProduct"/> takes off every sum of a row, where the weights are <see cref="PairWeights.Halved"/>.</summary>
    public fixed int RowTerms[MaxRows];

    /// <summary>Sums to begin with: the bias, the same for all rows, or what the part of the depth before this one left.</summary>
    public int* Initial;

    /// <summary>Elements from a row of initial sums to the next one; 0 for the bias.</summary>
    public nint InitialStride;

    /// <summary>Where the sums are left; null to finish them into <see cref="Output"/>.</summary>
    public int* Sums;

    /// <summary>Elements from a row of sums to the next one.</summary>
    public nint SumsStride;

    /// <summary>First channel of the first row's output; all lanes are written.</summary>
    public sbyte* Output;

    /// <summary>Bytes from a row of the output to the next one.</summary>
    public nint OutputStride;

    /// <summary>Moves all segments some rows on, or back.</summary>
    public readonly void Move(int rows)
    {
        for (var segment = 0; segment < SegmentCount; segment++)
        {
            Segments[segment] += rows * XStride;
        }
    }
}
