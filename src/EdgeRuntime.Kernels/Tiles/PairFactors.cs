namespace EdgeRuntime.Kernels;

/// <summary>What rescales the channels of one register.</summary>
/// <param name="Even">Significands; the even lanes are read.</param>
/// <param name="Odd">Significands of the odd lanes, moved to the even ones.</param>
/// <param name="Right">Bits to shift right, 1..31.</param>
/// <param name="Half">2^(Right - 1).</param>
internal readonly record struct PairFactors<TVector>(TVector Even, TVector Odd, TVector Right, TVector Half)
    where TVector : unmanaged;
