namespace EdgeRuntime.Kernels;

/// <summary>One instruction set's vector of words of as many channels, one word of each, and its tiles of two vectors or four.</summary>
/// <typeparam name="TVector">A vector of bytes.</typeparam>
internal unsafe interface ISignLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Channels in a vector.</summary>
    static abstract int Channels { get; }

    /// <summary>Channels of a tile.</summary>
    static abstract int TileChannels { get; }

    /// <summary>Prepared weights lie as [words][8][channels], a byte for every four bits; else as [words][channels].</summary>
    static abstract bool TakesNibbles { get; }

    /// <summary>Differences between four rows of words and a tile to (4, channels).</summary>
    /// <param name="row">(4, words).</param>
    /// <param name="pitch">Words from one row to the next.</param>
    /// <param name="weights">Of the tile, prepared.</param>
    /// <param name="words">Of a row.</param>
    /// <param name="counts">(4, channels).</param>
    static abstract void Four(uint* row, nint pitch, uint* weights, int words, int* counts);

    /// <summary>The same of one row, to (channels).</summary>
    static abstract void One(uint* row, uint* weights, int words, int* counts);

    /// <summary>A bit for each channel of a tile: whether 2 * count - outside is above the limit.</summary>
    /// <param name="counts">(channels)</param>
    /// <param name="outside">(channels), or null for zeros.</param>
    /// <param name="limits">(channels)</param>
    static abstract ulong Above(int* counts, int* outside, int* limits);
}

/// <summary>An instruction set's vectors of words, a word of each channel.</summary>
internal unsafe interface IWordLanes<TVector> : ISignLanes<TVector>
    where TVector : unmanaged
{
    static abstract TVector Load(uint* words);

    /// <summary>The same word for every channel.</summary>
    static abstract TVector Spread(uint word);

    /// <summary>Sums the four bytes of each channel's word into its count: the first time, or on top of it.</summary>
    static abstract void Widen(TVector bytes, int* counts, bool isFirst);
}

/// <summary>An instruction set that counts the bits of bytes.</summary>
internal interface ICountingLanes<TVector> : IWordLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Adds the number of differing bits of each byte; 31 additions fit.</summary>
    static abstract TVector AddDifferences(TVector counts, TVector a, TVector b);
}

/// <summary>An instruction set that counts the bits of bytes by several instructions, so that as few vectors as possible are to be counted.</summary>
internal interface ICarrySaveLanes<TVector> : IWordLanes<TVector>
    where TVector : unmanaged
{
    static abstract TVector Differences(TVector a, TVector b);

    /// <summary>The bits of three vectors added: <paramref name="low"/> becomes the units, the carries come back.</summary>
    static abstract TVector CarrySave(ref TVector low, TVector a, TVector b);

    /// <summary>Set bits of each byte.</summary>
    static abstract TVector CountBits(TVector bits);

    /// <summary>Sum of bytes, which fits them.</summary>
    static abstract TVector Add(TVector a, TVector b);
}
