namespace EdgeRuntime.Kernels;

/// <summary>One instruction set's vector of words of as many channels, one word of each.</summary>
/// <typeparam name="TVector">A vector of bytes.</typeparam>
internal unsafe interface ISignLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Channels in a vector.</summary>
    static abstract int Channels { get; }

    static abstract TVector Load(uint* words);

    /// <summary>The same word for every channel.</summary>
    static abstract TVector Spread(uint word);

    /// <summary>Adds the number of differing bits of each byte; 31 additions fit.</summary>
    static abstract TVector AddDifferences(TVector counts, TVector a, TVector b);

    /// <summary>Adds the four bytes of each channel's word to its count.</summary>
    static abstract void AddTo(int* counts, TVector bytes);
}
