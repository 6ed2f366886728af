namespace EdgeRuntime.Kernels;

/// <summary>One instruction set's vector of words of as many channels, one word of each.</summary>
/// <typeparam name="TVector">A vector of bytes.</typeparam>
internal unsafe interface ISignLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Channels in a vector.</summary>
    static abstract int Channels { get; }

    /// <summary>Vectors that a tile takes: four where registers hold the counts of four rows, else two.</summary>
    static abstract int TileVectors { get; }

    static abstract TVector Load(uint* words);

    /// <summary>The same word for every channel.</summary>
    static abstract TVector Spread(uint word);

    /// <summary>Adds the number of differing bits of each byte; 31 additions fit.</summary>
    static abstract TVector AddDifferences(TVector counts, TVector a, TVector b);

    /// <summary>Sums the four bytes of each channel's word into its count: the first time, or on top of it.</summary>
    static abstract void Widen(TVector bytes, int* counts, bool isFirst);

    /// <summary>A bit for each channel of a tile: whether 2 * count - outside is above the limit.</summary>
    /// <param name="counts">(channels)</param>
    /// <param name="outside">(channels), or null for zeros.</param>
    /// <param name="limits">(channels)</param>
    static abstract uint Above(int* counts, int* outside, int* limits);
}
