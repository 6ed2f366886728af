namespace EdgeRuntime.Kernels;

/// <summary>What rescales the channels of one register in single precision: <see cref="FloatRescale"/>, seen as 32-bit lanes.</summary>
/// <param name="Scale">Output units of a sum's unit.</param>
/// <param name="Offset">For sums from 0 on.</param>
/// <param name="NegativeOffset">For sums below 0.</param>
internal readonly record struct PairFloats<TVector>(TVector Scale, TVector Offset, TVector NegativeOffset)
    where TVector : unmanaged;
