namespace EdgeRuntime.Kernels;

/// <summary>What rescales the channels of one register when <see cref="PairWeights.Bounded"/>; <see cref="PairRescale"/> lays it out.</summary>
/// <param name="Even">Significands; the even lanes are read.</param>
/// <param name="Odd">Significands of the odd lanes, moved to the even ones.</param>
/// <param name="EvenRounding">64 bits for each even lane: 2^31, and above them what is added to the upper half.</param>
/// <param name="OddRounding">The same for the odd lanes.</param>
/// <param name="Right">Bits to shift right, 1..31.</param>
internal readonly record struct PairFactors<TVector>(TVector Even, TVector Odd, TVector EvenRounding, TVector OddRounding, TVector Right)
    where TVector : unmanaged;
