using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// A register tile: the sums of some pixels times one or two blocks of output channels. Kept in locals, its fields live in registers; what
/// goes around it is <see cref="DenseTiles{TLarge, TSmall, TSingle, TOutput}"/>.
/// </summary>
internal unsafe interface IDenseTile
{
    /// <summary>Pixels of a tile.</summary>
    static abstract int Pixels { get; }

    /// <summary>Lanes that a sum is spread over until it is stored; it starts with the bias in the first one.</summary>
    static abstract int SumLanes { get; }

    /// <summary>Order of the weights.</summary>
    static abstract WeightBlocks Blocks { get; }

    /// <summary>Blocks of channels that a tile takes together, one or two.</summary>
    static abstract int BlocksAtOnce { get; }

    /// <summary>
    /// Distances to the second block's weights, in bytes, and factors, in int32, if a tile takes two; zero lets it compute the first one twice.
    /// </summary>
    void Reach(nint nextWeights, nint nextFactors);

    /// <summary>Where the pixels' bytes lie: <paramref name="count"/> of them, the rest of the tile repeats the last one.</summary>
    void Point(sbyte* first, nint strideBytes, int count);

    /// <summary>Begins a block of channels, with its factors of <see cref="DenseWeights"/>.</summary>
    void Start(int* factors);

    /// <summary>Adds the products of 16 bytes from <paramref name="offset"/> on with 16 * channels weights of each block.</summary>
    void Add(nint offset, sbyte* weights);

    /// <summary>The same for 32 bytes.</summary>
    void AddTwo(nint offset, sbyte* weights);

    /// <summary>Bytes that a turn of the loop takes, 32 or 64.</summary>
    static abstract int TurnBytes { get; }

    /// <summary>The same for <see cref="TurnBytes"/> bytes.</summary>
    void AddTurn(nint offset, sbyte* weights);

    /// <summary>
    /// Adds those of the last <paramref name="count"/> (1..15) bytes; up to 8 are read as 8, more as 16. The weights go on with zeros to a whole
    /// block of depth.
    /// </summary>
    /// <returns>The end of the block's weights.</returns>
    sbyte* AddLast(nint offset, sbyte* weights, int count);

    /// <summary>Rescales and stores the tile, (pixels, channels).</summary>
    void Store<TOutput>(AdvSimdLimits limits, int* factors, sbyte* output, nint strideBytes) where TOutput : IAdvSimdOutput;
}
